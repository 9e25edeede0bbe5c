package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

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

    /** As the one before, but nobody knew the process when the server became ready. */
    @Test
    void isHealedThoughALaterConnectionOfTheCrashedServerDoesNotNotice() throws Exception {
        String kept = keep();
        JsonPath before = app().status();
        try (Connection connection = DriverManager.getConnection(app().serverAddress())) {
            awaitTwoPings();
            Family crashed = app().family();
            Family.freeze(crashed.called("postgres: postgres"));

            crashed.main().destroyForcibly();

            app().awaitLaunchAfter(before);
            assertThat(server().read(app().serverAddress(), kept)).isEqualTo(kept);
            assertThat(crashed.living()).isEmpty();
        }
    }

    /** When the second begins, the first is dealt with. */
    private void awaitTwoPings() throws IOException {
        Path pings = ((Postgres) server()).pings();
        long before = Files.size(pings);
        await().until(() -> Files.size(pings) >= before + 2);
    }
}
