package io.quarkiverse.sidecar.runtime.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * An application is killed, anywhere: what it leaves is gone when the next one's sidecar is ready, and nobody else is harmed.
 * {@code -Dexperiment.seed=42} tries the same random instants again.
 */
@Tag("experiment")
@EnabledOnOs(OS.LINUX)
@Timeout(7200)
class KilledApplicationTest {

    private static final long SEED = Long.getLong("experiment.seed", new Random().nextInt());

    @TempDir
    Path directory;

    @Test
    void leavesNobodyWhenKilledAtANamedPoint() {
        try (Kills kills = new Kills(directory, MissingLayer.NOTHING, true, "group", "daemon")) {
            kills.begin();
            for (KillPoint point : KillPoint.values()) {
                try {
                    for (int run = 0; run < ExperimentSize.runs(1, 20); run++) {
                        kills.run("killed " + point, new PointKill(point, kills.stage(), MissingLayer.NOTHING));
                    }
                } finally {
                    kills.report(point.title);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "NOTHING", "CONTROL_GROUP" })
    void leavesNobodyWhenKilledAtARandomInstant(MissingLayer missing) {
        try (Kills kills = new Kills(directory, missing, false, "group", "daemon", "stubborn")) {
            kills.begin();
            try {
                for (int run = 0; run < ExperimentSize.runs(10, 500); run++) {
                    kills.run(random(run), new RandomKill(SEED + run, kills));
                }
            } finally {
                kills.report("at random instants, seed " + SEED);
            }
        }
    }

    /** At the named points and at random instants in turn; each layer begins with another point. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOTHING")
    void leavesNobodyWithout(MissingLayer missing) {
        try (Kills kills = new Kills(directory, missing, true, "group", "daemon")) {
            kills.begin();
            List<KillPoint> points = missing.points();
            try {
                for (int run = 0; run < ExperimentSize.runs(5, 50); run++) {
                    KillPoint point = points.get((run + missing.ordinal()) % points.size());
                    if (run % 2 == 0) {
                        kills.run("killed " + point + ", without " + missing, new PointKill(point, kills.stage(), missing));
                    } else {
                        kills.run(random(run) + ", without " + missing, new RandomKill(SEED + run, kills));
                    }
                }
            } finally {
                kills.report("at named points and random instants in turn, seed " + SEED);
            }
        }
    }

    private static String random(int run) {
        return "killed at a random instant, run " + run + " of -Dexperiment.seed=" + SEED;
    }
}
