package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;

/** A real application dies by SIGKILL: no shutdown hook, no finally. */
@Timeout(120)
class CrashTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final StopPolicy RULES = new StopPolicy(StopSignal.TERM, Duration.ofSeconds(20));

    /** A grandchild, and a daemon of its own session. */
    private static final String FAMILY = "sleep 1000 & echo pid $!; " + tool("setsid") + " sleep 1000 & echo pid $!; ";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final List<Long> printed = new ArrayList<>();
    private Process app;
    private long sidecar;

    @Test
    void theSidecarAndItsFamilyDieWithTheApp() throws Exception {
        assumeThat(tool("setpriv")).as("setpriv is here").startsWith("/");
        start(FAMILY + "echo up; exec sleep 1000", System.getenv("PATH"));
        assertThat(printed).hasSize(2).noneMatch(this::gone);

        kill(app);

        await().until(() -> gone(sidecar) && printed.stream().allMatch(this::gone));
        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).isEmpty();
        }
    }

    @Test
    void withoutAGuardTheNextRunEndsTheFamily() throws Exception {
        assumeThat(tool("setpriv")).as("setpriv is here").startsWith("/");
        start(FAMILY + "echo up; exec sleep 1000", bin("sleep", "setpriv").toString());

        kill(app);
        await().until(() -> gone(sidecar));
        assertThat(printed).hasSize(2).noneMatch(this::gone);

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).flatExtracting(ReclaimReport::ended).containsExactlyInAnyOrderElementsOf(printed);
        }
        assertThat(printed).allMatch(this::gone);
    }

    @Test
    void withoutToolsTheNextRunEndsTheSidecarWithItsFamily() throws Exception {
        start(FAMILY + "echo up; exec sleep 1000", bin("sleep").toString());

        kill(app);
        assertThat(TABLE.find(sidecar).filter(entry -> !entry.zombie())).as("nothing told it").isPresent();

        try (SlotLease next = occupy()) {
            assertThat(next.reclaimed()).singleElement().satisfies(reclaimed -> {
                assertThat(reclaimed.pid()).isEqualTo(sidecar);
                assertThat(reclaimed.ended()).hasSize(3).contains(sidecar).containsAll(printed);
            });
        }
        assertThat(printed).allMatch(this::gone);
        assertThat(gone(sidecar)).isTrue();
    }

    @Test
    void aLiveAppIsLeftAlone() throws Exception {
        start(FAMILY + "echo up; exec sleep 1000", System.getenv("PATH"));

        try (SlotLease other = occupy()) {
            assertThat(other.reclaimed()).isEmpty();
            assertThat(other.leftAlone()).isEmpty();
        }
        assertThat(gone(sidecar)).isFalse();
        assertThat(printed).noneMatch(this::gone);
    }

    @Test
    void everyProgramThatRanWasOnRecordBeforeItsFirstInstruction() throws Exception {
        start("grep -q '\"pid\" : '$$, " + directory
                + "/state/*/slot-0/records/*.json && echo recorded; echo up; exec sleep 1000",
                System.getenv("PATH"));

        assertThat(lines).contains("recorded");
    }

    private final List<String> lines = new ArrayList<>();

    private void start(String script, String path) throws IOException {
        Files.createDirectories(directory.resolve("state"));
        ProcessBuilder builder = CrashingApp.java(CrashingApp.class, directory.resolve("state").toString(), script);
        builder.environment().put("PATH", path);
        app = processes.start(builder);
        BufferedReader output = new BufferedReader(new InputStreamReader(app.getInputStream()));
        for (String line = output.readLine(); !"up".equals(line); line = output.readLine()) {
            assertThat(line).as("a line of the app, after %s", lines).isNotNull();
            lines.add(line);
            String[] words = line.split(" ");
            if (words[0].equals("sidecar")) {
                sidecar = Long.parseLong(words[1]);
                processes.own(sidecar);
            } else if (words[0].equals("pid")) {
                printed.add(Long.parseLong(words[1]));
                processes.own(printed.get(printed.size() - 1));
            }
        }
    }

    /** A folder with these tools alone. */
    private Path bin(String... tools) throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String name : tools) {
            Files.createSymbolicLink(bin.resolve(name), Path.of(tool(name)));
        }
        return bin;
    }

    private SlotLease occupy() {
        return new Reclaimer(TABLE, Optional.of(directory.resolve("state"))).occupy(name -> RULES);
    }

    private static void kill(Process app) throws Exception {
        app.toHandle().destroyForcibly();
        app.onExit().get();
    }

    private boolean gone(long pid) {
        return TABLE.find(pid).filter(entry -> !entry.zombie()).isEmpty();
    }

    private static String tool(String name) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return folder + "/" + name;
            }
        }
        return name;
    }
}
