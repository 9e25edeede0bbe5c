package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

class RedisIT extends ServerLife {

    @Override
    Server install(Path folder) throws Exception {
        return Redis.in(folder);
    }

    /** A daemon closes all that it was given, and writes over its environment: a control group still tells of it. */
    @Test
    void leavesNoDaemonBehind() throws Exception {
        Server other = server().onNewData();
        String command = other.configuration().get("redis.program") + ",--daemonize,yes,--port,{port},--dir,"
                + other.configuration().get("redis.data");
        try (ServerApp app = start(other, "state-of-a-daemon", Map.of("io.quarkiverse.sidecar.control-groups", "true",
                "quarkus.sidecar.redis.command", command), Optional.empty())) {
            JsonPath failed = app.awaitState("FAILED");
            assumeThat(failed.getList("protections", String.class)).as("control groups can be made here")
                    .contains("CONTROL_GROUP");

            app.terminate();

            assertThat(failed.getString("failure.message")).contains("stay in the foreground");
            assertThat(app.log()).contains("left processes in the background, which were ended");
            assertThat(ProcessHandle.allProcesses().map(Family::title).filter(title -> title.startsWith("redis-server")
                    && title.endsWith(":" + failed.getInt("port")))).isEmpty();
        }
    }

    @Test
    void namesWhoHoldsItsPortWhenOnlyRedisItselfFindsOut() throws Exception {
        app().post("stop");
        int port = app().awaitState("STOPPED").getInt("port");
        int before = app().log().length();

        assertPortConflictWhileHeld(Redis.SECOND_ADDRESS, port);

        assertThat(app().log().substring(before)).contains("Could not create server TCP listening socket");
    }
}
