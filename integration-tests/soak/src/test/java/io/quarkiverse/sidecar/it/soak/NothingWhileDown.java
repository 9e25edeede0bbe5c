package io.quarkiverse.sidecar.it.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * While a sidecar is stopped, failed, completed or waiting for its restart, nothing of it is alive: two documents in a row say
 * so, and the look at the process table between them is compared. Tolerates nothing.
 */
final class NothingWhileDown implements Check {

    private Sample last;

    @Override
    public String invariant() {
        return "nothing lives of a sidecar that is down";
    }

    @Override
    public List<String> look(Sample sample) {
        Sample before = last;
        last = sample;
        if (before == null || before.generation() != sample.generation() || before.readiness().isEmpty()
                || sample.readiness().isEmpty()) {
            return List.of();
        }
        List<String> wrong = new ArrayList<>();
        before.readiness().get().sidecars().forEach((name, sidecar) -> {
            boolean still = sidecar.sameAs(sample.readiness().get().sidecars().get(name));
            List<Seen.Process> living = before.seen().of(name);
            if (sidecar.down() && still && !living.isEmpty()) {
                wrong.add("'" + name + "' was " + sidecar + " before and after this was seen: " + living);
            }
        });
        return wrong;
    }
}
