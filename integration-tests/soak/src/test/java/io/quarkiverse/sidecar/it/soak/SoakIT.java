package io.quarkiverse.sidecar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;

/** Short with every build; for an hour by {@code -Psoak}, or as long as {@code -Dsoak} says. */
class SoakIT {

    @Test
    void everythingHoldsWhileSidecarsCrashHangAndFlood() throws Exception {
        assumeThat(Path.of("/proc/self/environ")).as("the observer reads /proc").exists();
        Duration length = Duration.parse(System.getProperty("soak", "PT45S"));
        long given = Long.getLong("soak.seed", 0);
        long seed = given == 0 ? ThreadLocalRandom.current().nextLong(1, 1_000_000) : given;
        Path folder = Files.createDirectories(Path.of("target", "soak"));
        Path run = Files.createTempDirectory(folder, "run-");
        System.out.println("Soak of " + length + ", seed " + seed + ", in " + run);

        Report report;
        try (Soak soak = new Soak(length, seed, run)) {
            soak.run();
            report = soak.report();
        }

        report.write(run.resolve("report.md"), seed);
        assertThat(report.violations()).as("see %s", run.resolve("report.md")).isEmpty();
        assertThat(report.leaks()).as(LeakCheck.INVARIANT).noneMatch(LeakCheck.Finding::grown);
        assertThat(report.logged().get("launches")).as("launches").isGreaterThan(20);
        assertThat(report.deeds().get("samples in which it was up")).as("samples in which it was up").isPositive();
    }
}
