package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How many restarts are still allowed. Immutable.
 *
 * @param used restarts since the last stable run
 * @param stable true when there was a stable run before them: the first restart after one is immediate
 * @param recent when the last restarts were, oldest first, as far back as the window reaches
 */
public record RestartBudget(int used, boolean stable, List<Long> recent) {

    /**
     * @param attempts restarts allowed without a stable run between them
     * @param windowAttempts restarts allowed within the window, stable runs or not; empty for no such limit
     * @param window length of the window in nanoseconds
     */
    public record Limits(int attempts, OptionalInt windowAttempts, long window) {
    }

    /** Nothing used yet. */
    public static final RestartBudget FULL = new RestartBudget(0, false, List.of());

    /** True when one more restart is allowed now. */
    boolean allows(Limits limits, long now) {
        return used < limits.attempts()
                && (limits.windowAttempts().isEmpty() || within(limits, now).size() < limits.windowAttempts().getAsInt());
    }

    /** Restarts that count towards the limit that is spent. */
    int tried(Limits limits, long now) {
        return used < limits.attempts() ? within(limits, now).size() : used;
    }

    /** The budget after one more restart. */
    RestartBudget use(Limits limits, long now) {
        List<Long> restarts = List.of();
        if (limits.windowAttempts().isPresent()) {
            restarts = new ArrayList<>(within(limits, now));
            restarts.add(now);
        }
        return new RestartBudget(used + 1, stable, List.copyOf(restarts));
    }

    /** The budget after a stable run. The window goes on. */
    RestartBudget refill() {
        return new RestartBudget(0, true, recent);
    }

    /** Nanoseconds to wait before the next restart. */
    long delay(Backoff backoff, double random) {
        if (stable && used == 0) {
            return 0;
        }
        return backoff.delay(stable ? used - 1 : used, random);
    }

    private List<Long> within(Limits limits, long now) {
        return recent.stream().filter(at -> now - at < limits.window()).toList();
    }
}
