package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class RedisIT extends ServerLife {

    @Override
    Server install(Path folder) throws Exception {
        return Redis.in(folder);
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
