package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** What was asked of one supervisor, answered to it, ordered and told by it. Believes nothing that it says of itself. */
final class Books {

    private final World world;
    private final boolean triesAgain;
    private final List<Asked> asked = new ArrayList<>();
    private boolean shutDown;
    private boolean wantedUp;
    /** As it was when the mailbox was last empty. */
    private boolean wantedUpThen;
    private boolean requestedSince;
    private boolean startedSince;
    /** Since then something came in that belongs to the present launch, or to none. */
    private boolean currentSince;
    private int latest;
    private int attempted;
    private int launched;
    private int exited;
    private int failed;
    private int answeredFor;
    private int exitedFor;
    private int strangerFor;
    private long effects;

    Books(World world, boolean triesAgain) {
        this.world = world;
        this.triesAgain = triesAgain;
    }

    List<Asked> asked() {
        return asked;
    }

    boolean isShutDown() {
        return shutDown;
    }

    void asks(Asked.Kind kind) {
        asked.forEach(earlier -> earlier.later(kind));
        currentSince = true;
        requestedSince |= kind != Asked.Kind.WHEN_READY;
        shutDown |= kind == Asked.Kind.SHUT_DOWN;
        if (kind == Asked.Kind.START || kind == Asked.Kind.RESTART) {
            startedSince |= !shutDown;
            wantedUp = !shutDown;
        } else if (kind == Asked.Kind.STOP || kind == Asked.Kind.SHUT_DOWN) {
            wantedUp = false;
        }
    }

    void timerFires() {
        currentSince = true;
    }

    /** What is posted in the place of this answer. */
    Input posting(Input input) {
        Input.OfLaunch answer = (Input.OfLaunch) input;
        if (world.has(Flaw.LAUNCH_NUMBER_DROPPED) && input instanceof Input.TreeEnded) {
            answer = new Input.TreeEnded(latest);
        }
        currentSince |= answer.launch() >= latest;
        if (answer instanceof Input.Answered) {
            answeredFor = Math.max(answeredFor, answer.launch());
        } else if (answer instanceof Input.Exited) {
            exitedFor = Math.max(exitedFor, answer.launch());
        } else if (answer instanceof Input.StrangerAnswered) {
            strangerFor = Math.max(strangerFor, answer.launch());
        }
        return answer;
    }

    void ordered() {
        effects++;
    }

    /** A reclaim, or the launch after it. */
    void attempting(int launch) {
        effects++;
        world.require(wantedUpThen || startedSince, Invariant.NO_LAUNCH_AFTER_STOP, "launch %d", launch);
        world.require(launch >= attempted, Invariant.STALE_IS_SILENT, "launch %d after launch %d", launch, attempted);
        attempted = launch;
    }

    void published(SidecarEvent event) {
        effects++;
        if (event instanceof SidecarFailed) {
            world.require(event.launch() > failed, Invariant.FAILURE_ONCE, "launch %d failed again", event.launch());
            failed = event.launch();
        } else if (event instanceof SidecarLaunched) {
            world.require(event.launch() > launched, Invariant.TOLD_ONCE, "launch %d is told again", event.launch());
            launched = event.launch();
        } else if (event instanceof SidecarExited) {
            world.require(event.launch() > exited && event.launch() == launched, Invariant.TOLD_ONCE,
                    "the exit of launch %d is told after that of %d", event.launch(), exited);
            exited = event.launch();
        }
    }

    long effects() {
        return effects;
    }

    /** The mailbox is empty. */
    void handled(SidecarStatus before, long effectsBefore, SidecarStatus after) {
        SidecarState state = after.state();
        world.require(currentSince || after.equals(before) && effects == effectsBefore, Invariant.STALE_IS_SILENT,
                "only stale answers came, and %s became %s", before, after);
        boolean down = state == SidecarState.STOPPED || state == SidecarState.STOPPING;
        world.require(wantedUp ? state != SidecarState.STOPPED : down, Invariant.REQUEST_IS_HEARD, "it is %s", state);
        if (state == SidecarState.READY) {
            int launch = after.launch();
            world.require(answeredFor == launch && exitedFor < launch && strangerFor < launch && launched == launch
                    && after.pid().equals(OptionalLong.of(4000 + launch)), Invariant.READY_IS_TRUE, "%s", after);
        }
        world.require(state != SidecarState.FAILED || failed == after.launch(), Invariant.FAILURE_ONCE,
                "the failure of launch %d was not told", after.launch());
        world.require(before.state() != SidecarState.FAILED || state == SidecarState.FAILED || requestedSince || triesAgain,
                Invariant.FAILURE_ONCE, "nobody asked, and it is %s again", state);
        asked.removeIf(request -> request.future.isDone());
        asked.forEach(request -> request.handled(state));
        latest = after.launch();
        wantedUpThen = wantedUp;
        requestedSince = false;
        startedSince = false;
        currentSince = false;
    }
}
