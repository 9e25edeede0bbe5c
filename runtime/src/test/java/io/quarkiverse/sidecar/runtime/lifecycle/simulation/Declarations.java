package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.SECOND;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;

/** What a sidecar may be declared as. Times are shorter than the defaults, so that one simulation sees more of them. */
final class Declarations {

    private Declarations() {
    }

    static LifecycleRules any(Chance chance) {
        long first = chance.pick(0L, SECOND / 2, SECOND, SECOND);
        Backoff backoff = new Backoff(first, first + chance.upTo(10) * SECOND, chance.pick(0.0, 0.2, 1.0));
        return new LifecycleRules(!chance.oneIn(6), true, chance.between(12, 20) * SECOND,
                1 + chance.below(3), chance.between(2, 5) * SECOND,
                chance.pick(RestartPolicy.ALWAYS, RestartPolicy.ALWAYS, RestartPolicy.ON_FAILURE, RestartPolicy.NEVER),
                backoff, limits(chance), chance.oneIn(2) ? Set.of(3) : Set.of(),
                chance.oneIn(3) ? OptionalLong.of(chance.between(5, 30) * SECOND) : OptionalLong.empty());
    }

    private static RestartBudget.Limits limits(Chance chance) {
        OptionalInt within = chance.oneIn(4) ? OptionalInt.of(1 + chance.below(4)) : OptionalInt.empty();
        return new RestartBudget.Limits(chance.below(6), within, chance.between(10, 60) * SECOND);
    }
}
