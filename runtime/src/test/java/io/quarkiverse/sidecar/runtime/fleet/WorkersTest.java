package io.quarkiverse.sidecar.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.LogLines;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.Signal.JobSignal;

/** Servers whose processes write over their environment, as they do to show a title. */
@Timeout(60)
class WorkersTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final String TITLE = "$0 = 'x' x 100000; ";
    private static final String REGISTER = "open my $f, '>', 'worker'; print $f $$; close $f; rename 'worker', 'pid'; ";
    private static final String SILENT = "open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null'; ";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private OneSidecar web;

    @BeforeEach
    void declare() {
        assumeThat(PERL).as("a program that can write over its environment").isExecutable();
        web = new OneSidecar(directory);
        web.declaredPort = OptionalInt.empty();
        web.healthCommand = List.of("true");
        web.stableAfter = Duration.ofMillis(100);
    }

    @AfterEach
    void end() {
        web.close();
    }

    @Test
    void aDaemonWithTheOutputOfItsSidecarIsEndedBeforeTheNextLaunchAndReported() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        try (LogLines lines = new LogLines("io.quarkiverse.sidecar", log::add)) {
            web.maxAttempts = 0;
            perl("use POSIX; if (!fork) { setsid; if (!fork) { " + TITLE + REGISTER + "sleep 1000 } exit }"
                    + " select undef, undef, undef, 0.01 until -e 'pid'; exit");

            await().until(() -> web.status().state() == SidecarState.FAILED);

            long daemon = Long.parseLong(Files.readString(directory.resolve("pid")));
            assertThat(TABLE.find(daemon).filter(entry -> !entry.zombie())).isEmpty();
            assertThat(log).filteredOn(line -> line.startsWith("WARN")).singleElement().asString().contains("'web'",
                    "[" + daemon + "]",
                    "stay in the foreground");
            assertThat(web.status().failure().orElseThrow().message()).contains("stay in the foreground");
        }
    }

    /** Its parent is gone before anything can note it, and it keeps nothing of the launch. */
    @Test
    void aPortThatAnUnprovableDaemonHoldsIsSaidToBeProbablyLeftOfTheSidecar() throws Exception {
        web.declaredPort = OptionalInt.of(web.port);
        perl("use POSIX; use Socket; if (!fork) { setsid; if (!fork) { " + SILENT + TITLE
                + "socket my $s, PF_INET, SOCK_STREAM, 0; setsockopt $s, SOL_SOCKET, SO_REUSEADDR, 1;"
                + "bind $s, sockaddr_in(" + web.port + ", INADDR_LOOPBACK); listen $s, 5; " + REGISTER
                + "sleep 1000 } POSIX::_exit(0) } select undef, undef, undef, 0.01 until -e 'pid'; exit");
        await().until(() -> Files.exists(directory.resolve("pid")));
        long daemon = processes.own(Long.parseLong(Files.readString(directory.resolve("pid")))).pid();

        await().until(() -> web.status().state() == SidecarState.FAILED);

        assertThat(web.status().failure().orElseThrow().reason()).isEqualTo(FailureReason.PORT_CONFLICT);
        assertThat(web.status().failure().orElseThrow().message()).contains("pid " + daemon,
                "probably left of an earlier launch of this sidecar", "kill " + daemon);
        assertThat(TABLE.find(daemon)).isPresent();
    }

    /** As a process that serves one connection of PostgreSQL does. */
    @Test
    void aWorkerThatOnlyItsParentTellsOfIsRecordedAndTheGuardIsNotSaidToSeeIt() throws Exception {
        perl("use POSIX; if (!fork) { setsid; " + SILENT + TITLE + REGISTER + "sleep 1000 } sleep 1000");

        await().until(() -> web.status().ready() && Files.exists(directory.resolve("pid")));
        long worker = Long.parseLong(Files.readString(directory.resolve("pid")));

        await().untilAsserted(
                () -> assertThat(record()).contains(worker + "@" + TABLE.find(worker).orElseThrow().startTicks()));
        await().until(() -> !web.status().protections().contains(Protection.GUARD));
        assertThat(web.status().protections()).contains(Protection.RECORD);
        web.close();
        assertThat(TABLE.find(worker).filter(entry -> !entry.zombie())).isEmpty();
    }

    @Test
    void theGuardSeesWorkersInTheSessionAndWithTheOutputOfTheirSidecar() throws Exception {
        perl("use POSIX; if (!fork) { " + SILENT + TITLE + "sleep 1000 } if (!fork) { setsid; " + TITLE + REGISTER
                + "sleep 1000 } " + TITLE + "sleep 1000");

        await().until(() -> web.status().ready() && Files.exists(directory.resolve("pid")));
        await().untilAsserted(() -> assertThat(record()).contains(Files.readString(directory.resolve("pid")) + "@"));

        assertThat(web.status().protections()).contains(Protection.GUARD);
    }

    /** Nothing can be asked of it, and yet it is seen that it does nothing. */
    @Test
    void aStoppedSidecarWithoutAProbeIsUnhealthy() throws Exception {
        web.probed = false;
        web.proofWanted = false;
        web.healthCommand = List.of();
        web.launch("sleep", "1000");
        await().until(() -> web.status().ready());

        assertThat(web.faults().process().orElseThrow().send(JobSignal.STOP)).isTrue();

        await().until(() -> web.status().launch() == 2 && web.status().ready());
    }

    private void perl(String script) throws Exception {
        web.launch(PERL.toString(), "-e", script);
    }

    private String record() throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            Optional<Path> record = files.filter(file -> file.toString().endsWith(".json")).findFirst();
            return record.isPresent() ? Files.readString(record.get()) : "";
        }
    }
}
