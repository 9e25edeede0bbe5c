package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.common.annotation.Identifier;

/** A stranger on the port, and nothing configured but the three lines of the README: half a minute of attempts. */
class PortConflictWithDefaultsTest {

    static final int PORT = JvmWide.port(PortConflictWithDefaultsTest.class);
    static final Duration LONG = Duration.ofSeconds(120);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with(EventJournal.class)
            .setBeforeAllCustomizer(PortConflictWithDefaultsTest::stranger)
            .setAfterAllCustomizer(PortConflictWithDefaultsTest::freeThePort)
            .overrideConfigKey("quarkus.sidecar.web.command", Helper.command())
            .overrideConfigKey("quarkus.sidecar.web.port", Integer.toString(PORT))
            .overrideConfigKey("quarkus.sidecar.web.health.path", "/health")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.ERROR.intValue())
            .assertLogRecords(records -> assertThat(records).as("one ERROR line, without a stack trace").hasSize(1)
                    .extracting(LogRecord::getThrown).containsOnlyNulls());

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    EventJournal journal;

    static ServerSocket stranger() {
        return JvmWide.of(PortConflictWithDefaultsTest.class, "stranger", () -> {
            try {
                return new ServerSocket(PORT, 10, InetAddress.getByName("127.0.0.1"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static void freeThePort() {
        try {
            stranger().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void makesSixAttemptsWithGrowingDelaysAndFailsOnceForGood() {
        await().atMost(LONG).until(() -> !journal.failures.isEmpty());

        List<SidecarRestartScheduled> restarts = journal.of(SidecarRestartScheduled.class, "web");
        assertThat(restarts).extracting(SidecarRestartScheduled::launch).containsExactly(1, 2, 3, 4, 5);
        assertThat(restarts).allSatisfy(restart -> {
            Duration doubled = Duration.ofSeconds(1L << restart.launch() - 1);
            assertThat(restart.delay()).isBetween(doubled, doubled.plus(doubled.dividedBy(5)));
        });
        assertThat(journal.of(SidecarLaunched.class, "web")).isEmpty();

        SidecarFailed failed = journal.failures.get(0);
        assertThat(failed.reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failed.launch()).isEqualTo(6);
        assertThat(failed.restarts()).isEqualTo(5);
        assertThat(failed.holder().orElseThrow().pid()).hasValue(ProcessHandle.current().pid());

        await().pollInterval(Duration.ofMillis(500)).during(Duration.ofSeconds(3)).atMost(LONG).untilAsserted(this::isDown);
        assertThat(journal.failures).as("exactly one").hasSize(1);
        assertThat(stranger().isClosed()).isFalse();

        freeThePort();
        assertThat(web.start().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    private void isDown() {
        RestAssured.get("/q/health/ready").then().statusCode(503)
                .body("checks[0].data['web.state']", equalTo("FAILED"))
                .body("checks[0].data['web.reason']", equalTo("PORT_CONFLICT"))
                .body("checks[0].data['web.message']", containsString("pid " + ProcessHandle.current().pid()));
    }
}
