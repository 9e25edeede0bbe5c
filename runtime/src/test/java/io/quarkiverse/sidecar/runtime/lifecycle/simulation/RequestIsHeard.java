package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.EnumSet;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;
import io.quarkiverse.sidecar.runtime.lifecycle.Phase;

/** The first step to a goal. What a lost stop does where something is under way is for other checks to see. */
final class RequestIsHeard extends Check {

    private static final Set<Phase> ON_THE_WAY_UP = EnumSet.of(Phase.PENDING, Phase.LAUNCHING,
            Phase.LAUNCHING_TO_RESTART, Phase.STARTING, Phase.READY, Phase.RESTARTING);
    private static final Set<Phase> GIVEN_UP = EnumSet.of(Phase.FAILED, Phase.COMPLETED);

    private Wish wish;

    RequestIsHeard() {
        super(Invariant.GOAL_IS_REACHED);
    }

    @Override
    void appBegins() {
        wish = new Wish();
    }

    @Override
    void stepped(Observed step) {
        wish.note(step);
        Phase phase = step.after().phase();
        if (wish.isUp() && (step.is(InputKind.START) || step.is(InputKind.RESTART))) {
            hold(ON_THE_WAY_UP.contains(phase), "%s leaves it in %s", step.input(), phase);
        } else if (step.is(InputKind.STOP) || step.is(InputKind.SHUTDOWN)) {
            hold(!GIVEN_UP.contains(phase), "%s leaves it in %s", step.input(), phase);
        }
    }
}
