package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;

/** What becomes of sidecars that cannot be helped. */
class TerminalFailureTest {

    static final int PORT = JvmWide.port(TerminalFailureTest.class);
    static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class)
            .setBeforeAllCustomizer(TerminalFailureTest::takeThePort)
            .setAfterAllCustomizer(TerminalFailureTest::freeThePort)
            .overrideConfigKey("quarkus.sidecar.web.restart.delay", "20ms")
            .overrideConfigKey("quarkus.sidecar.missing.command", "no-such-program,--flag")
            .overrideConfigKey("quarkus.sidecar.crashing.command", "sh,-c,echo it hurts >&2; exit 9")
            .overrideConfigKey("quarkus.sidecar.crashing.restart.delay", "10ms")
            .overrideConfigKey("quarkus.sidecar.crashing.restart.max-attempts", "2")
            .overrideConfigKey("quarkus.sidecar.late.command",
                    "sh,-c,echo 'Error: listen EADDRINUSE: address already in use :::{port}' >&2; exit 1")
            .overrideConfigKey("quarkus.sidecar.late.port", Integer.toString(JvmWide.of(TerminalFailureTest.class,
                    "late-port", Helper::freePort)))
            .overrideConfigKey("quarkus.sidecar.late.restart.max-attempts", "0")
            .overrideConfigKey("quarkus.sidecar.late.output.tail-lines", "0")
            .overrideConfigKey("quarkus.sidecar.fatal.command", "sh,-c,exit 78")
            .overrideConfigKey("quarkus.sidecar.fatal.restart.fatal-exit-codes", "77,78")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("io.quarkiverse.sidecar"))
            .assertLogRecords(records -> assertThat(records).filteredOn(record -> record.getLevel() == Level.SEVERE
                    || record.getLevel().getName().equals("ERROR")).as("one ERROR for each, without a stack trace").hasSize(5)
                    .extracting(LogRecord::getThrown).containsOnlyNulls());

    @Inject
    Sidecars sidecars;

    @Inject
    EventJournal journal;

    static void takeThePort() {
        stranger();
    }

    static ServerSocket stranger() {
        return JvmWide.of(TerminalFailureTest.class, "stranger", () -> {
            try {
                return new ServerSocket(PORT, 10, InetAddress.getByName("127.0.0.1"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void freeThePort() {
        try {
            stranger().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesTheStrangerOnThePortAndLetsItLive() {
        SidecarFailed failed = failure("web");
        assertThat(failed.reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failed.launch()).isEqualTo(6);
        assertThat(failed.restarts()).isEqualTo(5);
        assertThat(failed.message()).contains("Port " + PORT, "pid " + ProcessHandle.current().pid());
        assertThat(failed.holder().orElseThrow().pid()).hasValue(ProcessHandle.current().pid());
        assertThat(journal.of(SidecarLaunched.class, "web")).isEmpty();
        assertThat(journal.of(SidecarRestartScheduled.class, "web")).hasSize(5)
                .extracting(SidecarRestartScheduled::delay).isSortedAccordingTo(Duration::compareTo);
        assertThat(stranger().isClosed()).isFalse();
        assertThat(sidecars.get("web").status().state()).isEqualTo(SidecarState.FAILED);

        freeThePort();
        assertThat(sidecars.get("web").start().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        assertThat(sidecars.get("web").status().failure()).isEmpty();
    }

    @Test
    void doesNotTryAgainWhatCannotBeExecuted() {
        SidecarFailed failed = failure("missing");
        assertThat(failed.reason()).isEqualTo(FailureReason.COMMAND_NOT_EXECUTABLE);
        assertThat(failed.launch()).isEqualTo(1);
        assertThat(failed.message()).contains("no-such-program").contains(System.getenv("PATH"));
    }

    @Test
    void givesUpWhenTheBudgetIsSpent() {
        SidecarFailed failed = failure("crashing");
        assertThat(failed.reason()).isEqualTo(FailureReason.RESTARTS_EXHAUSTED);
        assertThat(failed.launch()).isEqualTo(3);
        assertThat(failed.exit().orElseThrow()).hasToString("exit 9");
        assertThat(failed.outputTail()).containsExactly("it hurts");
        assertThat(sidecars.get("crashing").status().restarts()).isEqualTo(2);
    }

    @Test
    void knowsAPortConflictByTheLastWordsToo() {
        SidecarFailed failed = failure("late");
        assertThat(failed.reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(failed.message()).contains("EADDRINUSE");
        assertThat(failed.exit().orElseThrow()).hasToString("exit 1");
        assertThat(failed.outputTail()).as("none are kept for people").isEmpty();
    }

    @Test
    void doesNotTryAgainAfterAFatalExitCode() {
        SidecarFailed failed = failure("fatal");
        assertThat(failed.reason()).isEqualTo(FailureReason.FATAL_EXIT_CODE);
        assertThat(failed.launch()).isEqualTo(1);
    }

    private SidecarFailed failure(String name) {
        await().atMost(LONG).until(() -> journal.failures.stream().anyMatch(failed -> failed.name().equals(name)));
        Sidecar sidecar = sidecars.get(name);
        assertThat(sidecar.status().failure()).isPresent();
        assertThat(journal.failures).filteredOn(failed -> failed.name().equals(name)).as("exactly one").hasSize(1);
        return journal.failures.stream().filter(failed -> failed.name().equals(name)).findFirst().orElseThrow();
    }
}
