package io.quarkiverse.sidecar.it.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Within one start of the application a sidecar's launch number never falls, and one launch never has two process ids. */
final class LaunchesGrow implements Check {

    private final Map<String, Readiness.Sidecar> latest = new HashMap<>();
    private int generation;

    @Override
    public String invariant() {
        return "launch numbers grow, one process each";
    }

    @Override
    public List<String> look(Sample sample) {
        if (sample.generation() != generation) {
            latest.clear();
            generation = sample.generation();
        }
        List<String> wrong = new ArrayList<>();
        sample.readiness().ifPresent(document -> document.sidecars().forEach((name, now) -> {
            Readiness.Sidecar before = latest.put(name, now);
            if (before != null && (now.launch() < before.launch() || changedProcess(before, now))) {
                wrong.add("'" + name + "' was " + before + ", and then " + now);
            }
        }));
        return wrong;
    }

    private static boolean changedProcess(Readiness.Sidecar before, Readiness.Sidecar now) {
        return now.launch() == before.launch() && now.pid() > 0 && before.pid() > 0 && now.pid() != before.pid();
    }
}
