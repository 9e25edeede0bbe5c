package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

class PostgresIT extends ServerLife {

    @Override
    Server install(Path folder) throws Exception {
        return Postgres.in(folder);
    }

    /** It would keep the shared memory, and with that no other server could be started on the same data. */
    @Test
    void isHealedThoughAProcessOfTheCrashedServerDoesNotNotice() throws Exception {
        String kept = keep();
        JsonPath before = app().status();
        Family crashed = app().family();
        Family.freeze(crashed.called("checkpointer"));

        crashed.main().destroyForcibly();

        app().awaitLaunchAfter(before);
        assertThat(server().read(app().serverAddress(), kept)).isEqualTo(kept);
        assertThat(crashed.living()).isEmpty();
    }
}
