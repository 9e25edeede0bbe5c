package io.quarkiverse.sidecar.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of launches in one application, each of a program that exits at once. */
@Tag("experiment")
@EnabledOnOs(OS.LINUX)
@Timeout(7200)
class ManyLaunchesTest {

    private static final ExperimentReport REPORT = ExperimentReport.table("launches", "experiment", "rounds",
            "launches in all", "before: threads, descriptors, children, files", "afterwards");

    private static final int LAUNCHES = 200;
    private static final int WARM_UP = 50;

    /** Pools of the JDK breathe by a few threads; each launch that leaked one would leave two hundred. */
    private static final int BREATHING = 8;

    /** Idle threads of the pools end after a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void leaveNoZombieThreadDescriptorOrFile() {
        try (Stage stage = new Stage(directory, MissingLayer.NOTHING, false)) {
            Host host = stage.nextThatExits();
            host.await("up");
            host.order("launch");
            assertThat(repeat(host, WARM_UP)).isEqualTo(1 + WARM_UP);
            int rounds = ExperimentSize.runs(1, 10);
            Counts before = Counts.of(host);
            AtomicReference<Counts> after = new AtomicReference<>(before);
            try {
                for (int round = 0; round < rounds; round++) {
                    assertThat(repeat(host, LAUNCHES)).isEqualTo(1 + WARM_UP + (round + 1) * LAUNCHES);
                    await("nothing more than " + before + ": " + host).atMost(PATIENCE)
                            .until(() -> {
                                after.set(Counts.of(host));
                                return after.get().noMoreThan(before);
                            });
                }
            } finally {
                REPORT.row("launches of a program that exits at once", rounds, rounds * LAUNCHES, before, after.get());
            }
            stage.shutDown(host);
        }
    }

    /** Returns how many launches there were by then. */
    private static int repeat(Host host, int times) {
        host.order("repeat " + times);
        return Integer.parseInt(host.await("repeated"));
    }

    private record Counts(int threads, int descriptors, int children, int files) {

        static Counts of(Host host) {
            host.order("count");
            List<Integer> counts = Arrays.stream(host.await("counted").split(" ")).map(Integer::valueOf).toList();
            return new Counts(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
        }

        boolean noMoreThan(Counts before) {
            return threads <= before.threads + BREATHING && descriptors <= before.descriptors && children <= before.children
                    && files <= before.files;
        }

        @Override
        public String toString() {
            return threads + ", " + descriptors + ", " + children + ", " + files;
        }
    }
}
