package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** What a step leads to: the next state, and what to do about it. */
public record Step(LifecycleState state, List<Command> commands) {

    static Step to(LifecycleState state, Command... commands) {
        return new Step(state, List.of(commands));
    }

    /** The same, with this command before all others. */
    Step after(Command first) {
        List<Command> all = new ArrayList<>(commands.size() + 1);
        all.add(first);
        all.addAll(commands);
        return new Step(state, List.copyOf(all));
    }
}
