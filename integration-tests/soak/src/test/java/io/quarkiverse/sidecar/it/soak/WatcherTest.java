package io.quarkiverse.sidecar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real processes are seen for what they are, and only those of the soak are harmed. */
class WatcherTest {

    private final String soak = "soak-test-" + UUID.randomUUID();
    private final Watcher watcher = new Watcher(soak);
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void procIsThere() {
        assumeThat(Path.of("/proc/self/environ")).as("the watcher reads /proc").exists();
    }

    @AfterEach
    void endEveryProcess() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void seesTwoLaunchesOfOneSidecar() throws Exception {
        sidecar("web", "t1");
        sidecar("web", "t2");
        sidecar("other", "t3");

        await().untilAsserted(() -> assertThat(watcher.look(0).of("web")).extracting(Seen.Process::token)
                .containsExactlyInAnyOrder("t1", "t2"));
    }

    @Test
    void killsOnlyWhatIsProved() throws Exception {
        Process ours = sidecar("web", "t1");
        Process stranger = start(Map.of("SIDECAR_NAME", "web", "SIDECAR_TOKEN", "t1", "SIDECAR_OWNER", "o"));
        await().until(() -> watcher.look(0).of("web").size() == 1);
        Hand hand = new Hand(soak);
        Seen.Process seen = watcher.look(0).of("web").get(0);
        ProcFolder.Stat other = ProcFolder.stat(stranger.pid()).orElseThrow();
        Seen.Process mistaken = new Seen.Process(stranger.pid(), other.startTicks(), 1, 'S', 1, "web", "t1", "sleep");

        assertThat(hand.kill(mistaken)).isFalse();
        assertThat(hand.kill(new Seen.Process(seen.pid(), seen.startTicks() + 1, 1, 'S', 1, "web", "t1", ""))).isFalse();
        assertThat(hand.kill(seen)).isTrue();

        ours.onExit().join();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void seesWhatIsStopped() throws Exception {
        sidecar("web", "t1");
        await().until(() -> watcher.look(0).of("web").size() == 1);

        assertThat(new Hand(soak).signal(watcher.look(0).of("web").get(0), "STOP")).isTrue();

        await().until(() -> watcher.look(0).of("web").get(0).stopped());
    }

    private Process sidecar(String name, String token) throws IOException {
        return start(Map.of(Marks.SOAK, soak, Marks.GENERATION, "1", "SIDECAR_NAME", name, "SIDECAR_TOKEN", token,
                "SIDECAR_OWNER", "owner"));
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300").redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
