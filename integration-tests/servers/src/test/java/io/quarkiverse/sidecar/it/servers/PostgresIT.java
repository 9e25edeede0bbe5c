package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
            awaitLookAtItsDescendants();
            Family crashed = app().family();
            Family.freeze(crashed.called("postgres: postgres"));

            crashed.main().destroyForcibly();

            app().awaitLaunchAfter(before);
            assertThat(server().read(app().serverAddress(), kept)).isEqualTo(kept);
            assertThat(crashed.living()).isEmpty();
        }
    }

    /** The process that serves a connection has a session of its own and writes over its environment. */
    @Test
    void aConnectionWithARunningQueryEndsWithTheKilledApplication() throws Exception {
        Server other = server().onNewData();
        try (ServerApp killed = startByTcp(other, Optional.empty())) {
            killed.awaitReady();
            try (Connection connection = DriverManager.getConnection(killed.serverAddress());
                    Statement statement = connection.createStatement()) {
                CompletableFuture<Boolean> query = CompletableFuture.supplyAsync(() -> sleep(statement));
                await().until(() -> killed.family().members().size() > 1 && isServing(killed.family()));
                Family family = killed.family();

                killed.kill();

                family.awaitEnd();
                assertThat(query.join()).as("the query was answered").isFalse();
            }
            try (ServerApp next = startByTcp(other, Optional.empty())) {
                assertThat(next.awaitReady().getInt("launch")).isOne();
            }
        }
    }

    private static boolean sleep(Statement statement) {
        try {
            return statement.execute("SELECT pg_sleep(1000)");
        } catch (SQLException connectionLost) {
            return false;
        }
    }

    private static boolean isServing(Family family) {
        return family.members().stream().anyMatch(member -> Family.title(member).contains("SELECT"));
    }

    /** Polls look at the descendants every five seconds; when the next poll begins, that look is over. */
    private void awaitLookAtItsDescendants() throws IOException {
        Path pings = ((Postgres) server()).pings();
        Instant due = Instant.now().plusSeconds(5);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.getLastModifiedTime(pings).toInstant().isAfter(due));
        long before = Files.size(pings);
        await().until(() -> Files.size(pings) > before);
    }
}
