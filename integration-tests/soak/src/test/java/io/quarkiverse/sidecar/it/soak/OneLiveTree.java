package io.quarkiverse.sidecar.it.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Never are there processes of two launches of one sidecar at the same time. Tolerates nothing. */
final class OneLiveTree implements Check {

    @Override
    public String invariant() {
        return "one live tree per sidecar";
    }

    @Override
    public List<String> look(Sample sample) {
        List<String> wrong = new ArrayList<>();
        for (String name : sample.seen().names()) {
            List<Seen.Process> processes = sample.seen().of(name);
            Set<String> launches = processes.stream().map(Seen.Process::token).collect(Collectors.toSet());
            if (launches.size() > 1) {
                wrong.add("'" + name + "' has processes of " + launches.size() + " launches: " + processes);
            }
        }
        return wrong;
    }
}
