package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One process that forks another and ends, which does the same: whoever looks too slowly always sees the one before. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ListingTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final int LOOKS = 100;

    private static final String RELAY = """
            import os, sys, time
            born = 0
            while born < 60000 and not os.path.exists(sys.argv[1]):
                born += 1
                if os.fork():
                    os._exit(0)
                time.sleep(0.0002)
            open(sys.argv[2], 'w').close()
            """;

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @BeforeEach
    void needsPython() {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(it -> new File(it, "python3").canExecute())).as("python3 is on the PATH").isTrue();
    }

    @Test
    void isNotCompleteWhenItHasMissedSomebody() throws Exception {
        LaunchMarker marker = new LaunchMarker(OwnProcesses.newOwner(), "token");
        Path stop = directory.resolve("stop");
        Path ended = directory.resolve("ended");
        ProcessBuilder relay = new ProcessBuilder("setsid", "python3", "-c", RELAY, stop.toString(), ended.toString())
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        relay.environment().put(LaunchMarker.OWNER, marker.owner());
        relay.environment().put(LaunchMarker.TOKEN, marker.token());
        Process first = processes.start(relay);
        try {
            await().until(() -> !first.isAlive());

            for (int look = 0; look < LOOKS; look++) {
                ProcessSnapshot snapshot = TABLE.snapshot();
                List<ProcessEntry> seen = snapshot.entries().stream()
                        .filter(entry -> !entry.zombie() && snapshot.carries(entry, marker)).toList();
                boolean missed = snapshot.complete() && seen.isEmpty();
                assertThat(missed && !Files.exists(ended)).as("look %d is complete, and saw nobody", look).isFalse();
            }
        } finally {
            Files.createFile(stop);
            await().until(() -> Files.exists(ended));
        }
    }
}
