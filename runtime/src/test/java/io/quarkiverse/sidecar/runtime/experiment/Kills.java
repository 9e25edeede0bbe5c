package io.quarkiverse.sidecar.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.awaitility.core.ConditionTimeoutException;

import io.quarkiverse.sidecar.Protection;

/**
 * Application after application on one state folder: each is killed, and the next one, once its sidecar is ready, must have
 * put everything right. Then it is the next one to be killed.
 */
final class Kills implements AutoCloseable {

    /** So long an application's remains may end by themselves before the next one starts. */
    private static final Duration GRACE = Duration.ofMillis(300);

    /** A gate that reads end of file, a tool of the launch: they leave by themselves, in a busy machine's time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;
    private final MissingLayer missing;
    private final String[] roles;
    private KillFigures figures = new KillFigures();
    private String protections = "";
    private Host current;

    /** How the application is killed. Leaves it dead. */
    interface Kill {

        /** Returns when the last application was killed, in nanoseconds. */
        long of(Host victim);
    }

    Kills(Path directory, MissingLayer missing, boolean debugged, String... roles) {
        this.stage = new Stage(directory, missing, debugged);
        this.missing = missing;
        this.roles = roles;
        this.current = stage.next(roles);
    }

    Stage stage() {
        return stage;
    }

    Host next() {
        return stage.next(roles);
    }

    /** The first of the applications. */
    void begin() {
        protections = Stage.launch(current);
        assertThat(missing.lost).as("what is not in force when %s is taken away", missing)
                .noneMatch(protection -> inForce(protection.name()));
        if (missing.recordIsLost()) {
            Optional<Protection> guard = Arrays.stream(Protection.values())
                    .filter(protection -> protection.name().contains("GUARD")).findFirst();
            assumeThat(guard).as("there is a guard: with neither guard nor record nothing is promised").isPresent();
            assertThat(inForce(guard.get().name())).as("the guard is in force: %s", protections).isTrue();
        }
    }

    void run(String what, Kill kill) {
        stage.inviteNewcomers();
        Host victim = current;
        current = next();
        long killedAt = kill.of(victim);
        awaitLastEnd(killedAt).ifPresentOrElse(figures::killed, () -> figures.killed(stage.familySurvivors().size()));
        Stage.launch(current);
        if (missing.recordIsLost()) {
            // Nobody reclaims: the guard is at it, and nobody waits for it.
            awaitNoSurvivors(what, victim);
        }
        int survivors = stage.registeredSurvivors().size();
        figures.startedAgain(survivors, stage.strangersKilled());
        assertThat(survivors).as("survivors, %s: %s", what, victim).isZero();
        awaitNoSurvivors(what, victim);
        assertThat(stage.strangersKilled()).as("strangers killed, %s: %s", what, victim).isZero();
        stage.forgetTheDead();
    }

    /** Adds a row for what was run since the last one. */
    void report(String experiment) {
        figures.report(experiment, missing, protections);
        figures = new KillFigures();
    }

    private boolean inForce(String protection) {
        return protections.matches(".*\\b" + protection + "\\b.*");
    }

    private void awaitNoSurvivors(String what, Host victim) {
        await("no survivor, " + what + ": " + victim).atMost(PATIENCE).pollDelay(Duration.ZERO)
                .until(() -> stage.survivors().isEmpty());
    }

    private Optional<Duration> awaitLastEnd(long killedAt) {
        try {
            await().atMost(GRACE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                    .until(() -> stage.familySurvivors().isEmpty());
            return Optional.of(Duration.ofNanos(System.nanoTime() - killedAt));
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
