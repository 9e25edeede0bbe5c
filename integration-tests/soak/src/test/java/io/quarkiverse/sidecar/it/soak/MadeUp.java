package io.quarkiverse.sidecar.it.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Observations that nobody has made: one sample after the other, a second apart. */
final class MadeUp {

    private static final Duration APART = Duration.ofSeconds(1);

    private final List<Seen.Process> processes = new ArrayList<>();
    private final Map<String, Readiness.Sidecar> sidecars = new HashMap<>();
    private final Map<String, Boolean> answers = new HashMap<>();
    private long now;
    private int generation = 1;
    private boolean up;
    private boolean answering = true;

    MadeUp start(int number) {
        generation = number;
        return this;
    }

    MadeUp up(boolean verdict) {
        up = verdict;
        return this;
    }

    MadeUp silentApplication() {
        answering = false;
        return this;
    }

    MadeUp process(long pid, String name, String token) {
        return process(pid, name, token, "sleep 100000");
    }

    MadeUp process(long pid, String name, String token, String commandLine) {
        processes.add(new Seen.Process(pid, pid, 1, 'S', generation, name, token, commandLine));
        return this;
    }

    MadeUp gone(long pid) {
        processes.removeIf(process -> process.pid() == pid);
        return this;
    }

    MadeUp says(String name, String state, int launch, long pid) {
        sidecars.put(name, new Readiness.Sidecar(state, launch, pid, 0, false));
        return this;
    }

    MadeUp waiting(String name, String state) {
        sidecars.put(name, new Readiness.Sidecar(state, 1, 0, 0, true));
        return this;
    }

    MadeUp well(String name, boolean well) {
        answers.put(name, well);
        return this;
    }

    Sample next() {
        now += APART.toNanos();
        return new Sample(Instant.EPOCH.plusNanos(now), generation,
                answering ? Optional.of(new Readiness(now, now, up, Map.copyOf(sidecars))) : Optional.empty(),
                Map.copyOf(answers), new Seen(now, now, List.copyOf(processes), List.of(), 0));
    }

    /** What a check says of that many samples more, all alike. */
    List<String> judgedBy(Check check, int samples) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            wrong.addAll(check.look(next()));
        }
        return wrong;
    }
}
