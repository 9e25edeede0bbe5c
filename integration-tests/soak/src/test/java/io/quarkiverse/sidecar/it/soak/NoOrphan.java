package io.quarkiverse.sidecar.it.soak;

import java.util.List;

/**
 * Once the application has launched something, nothing of an earlier start is alive: it reclaims first. Tolerates nothing.
 */
final class NoOrphan implements Check {

    @Override
    public String invariant() {
        return "no orphan";
    }

    @Override
    public List<String> look(Sample sample) {
        boolean launched = sample.readiness().stream().flatMap(document -> document.sidecars().values().stream())
                .anyMatch(sidecar -> sidecar.pid() > 0);
        if (!launched) {
            return List.of();
        }
        return sample.seen().processes().stream().filter(process -> process.generation() < sample.generation())
                .map(process -> "start " + sample.generation()
                        + " of the application has launched its sidecars, and this of start "
                        + process.generation() + " is alive: " + process)
                .toList();
    }
}
