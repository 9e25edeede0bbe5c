package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.READY;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;

final class ReadyIsTrue extends Check {

    private final World world;
    private int launch;
    private long launchedAt;
    private boolean answering;
    private long answeringSince;
    private boolean exitHeard;
    private int failedPolls;

    ReadyIsTrue(World world) {
        super(Invariant.READY_IS_TRUE);
        this.world = world;
    }

    @Override
    void appBegins() {
        begin(0);
    }

    @Override
    void stepped(Observed step) {
        if (step.isCurrent()) {
            note(step);
        }
        if (step.beginsAttempt()) {
            begin(step.after().launch());
        }
        if (step.enters(READY)) {
            failedPolls = 0;
            enter(step);
        }
        if (step.is(InputKind.UNRELATED_ANSWERED) && step.isCurrent()) {
            hold(!step.after().phase().probes(), "a stranger answered, and it is still %s", step.after().phase());
        }
        if (step.is(InputKind.NO_ANSWER) && step.isCurrent() && step.before().phase() == READY) {
            hold(step.after().phase() == READY || failedPolls >= step.rules().failureThreshold(),
                    "ended after %d failed polls", failedPolls);
        }
        if (step.after().phase() == READY) {
            hold(!exitHeard, "its process is gone");
            hold(failedPolls < step.rules().failureThreshold(), "it failed %d polls", failedPolls);
            hold(world.app.main.token.launch() == launch, "launch %d is ready, %s was launched", launch, world.app.main);
        }
    }

    private void note(Observed step) {
        switch (step.input().kind()) {
            case LAUNCHED -> launchedAt = launchedAt == 0 ? step.now() : launchedAt;
            case EXITED -> exitHeard = true;
            case ANSWERED -> {
                failedPolls = 0;
                answeringSince = answering ? answeringSince : step.now();
                answering = true;
            }
            case NO_ANSWER -> {
                failedPolls++;
                answering = false;
            }
            case UNRELATED_ANSWERED -> answering = false;
            default -> {
            }
        }
    }

    private void begin(int next) {
        launch = next;
        launchedAt = 0;
        answering = false;
        exitHeard = false;
        failedPolls = 0;
    }

    private void enter(Observed step) {
        long stableAfter = step.rules().stableAfter();
        boolean proved = step.after().attempt().protections().contains(Protection.VERIFIED_LISTENER);
        if (!step.rules().probed()) {
            hold(step.now() - launchedAt >= stableAfter, "alive for only %d ns", step.now() - launchedAt);
            hold(!proved, "it claims a proof, and nothing can be asked");
        } else if (step.input() instanceof Input.Answered answer && answer.proved()) {
            hold(step.answerer().main == world.app.main, "%s answered", step.answerer());
        } else {
            hold(answering, "it does not answer");
            hold(step.now() - answeringSince >= stableAfter, "answers unproved for only %d ns", step.now() - answeringSince);
            hold(!proved, "it claims a proof that nobody gave");
        }
    }
}
