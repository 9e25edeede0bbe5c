package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import java.util.concurrent.CompletableFuture;

import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;

/** One request, and what has been asked after it. */
final class Asked {

    enum Kind {
        START,
        RESTART,
        STOP,
        SHUT_DOWN,
        WHEN_READY
    }

    final Kind kind;
    final CompletableFuture<SidecarStatus> future;
    private final World world;
    private final SimulatedProgram program;
    /** The launch that this request is to replace; 0 for none. */
    private final int toReplace;
    private boolean startedSince;
    private boolean stoppedSince;
    private boolean shutDown;
    private boolean decided;

    Asked(Kind kind, CompletableFuture<SidecarStatus> future, World world, SimulatedProgram program, SidecarStatus before,
            boolean shutDown) {
        this.kind = kind;
        this.future = future;
        this.world = world;
        this.program = program;
        this.shutDown = shutDown || kind == Kind.SHUT_DOWN;
        boolean settled = before.state() == SidecarState.READY || before.state() == SidecarState.COMPLETED;
        this.toReplace = kind == Kind.RESTART && settled ? before.launch() : 0;
        future.whenComplete(this::check);
    }

    void later(Kind newer) {
        startedSince |= newer == Kind.START || newer == Kind.RESTART;
        stoppedSince |= newer == Kind.STOP || newer == Kind.SHUT_DOWN;
        shutDown |= newer == Kind.SHUT_DOWN;
    }

    private boolean wantsUp() {
        return kind == Kind.START || kind == Kind.RESTART;
    }

    private boolean wantsDown() {
        return kind == Kind.STOP || kind == Kind.SHUT_DOWN;
    }

    /** All that was posted has been handled: is it known what became of this? Then the caller soon knows, too. */
    void handled(SidecarState state) {
        boolean up = state == SidecarState.READY || state == SidecarState.COMPLETED || state == SidecarState.FAILED;
        boolean known = wantsDown() ? state == SidecarState.STOPPED || startedSince && !shutDown
                : up || shutDown && state == SidecarState.STOPPED || wantsUp() && stoppedSince && !shutDown;
        if (known && !decided) {
            decided = true;
            world.agenda.in(Supervised.SLOWEST_CALLBACK + 1, "the caller should know",
                    () -> world.require(future.isDone(), Invariant.FUTURE_IN_TIME, "%s is not told that it is %s", kind,
                            state));
        }
    }

    private void check(SidecarStatus status, Throwable problem) {
        if (problem == null) {
            world.require(isGoal(status), Invariant.FUTURE_IS_RIGHT, "%s is done in %s of launch %d", kind, status.state(),
                    status.launch());
            world.require(!wantsDown() || startedSince && kind == Kind.STOP || !program.isAlive(), Invariant.FUTURE_IS_RIGHT,
                    "%s is done and it is alive", kind);
        } else {
            SidecarState state = ((SidecarFailedException) problem).status().state();
            world.require(mayFail(state), Invariant.FUTURE_IS_RIGHT, "%s failed in %s: %s", kind, state, problem.getMessage());
        }
    }

    private boolean isGoal(SidecarStatus status) {
        return wantsDown() ? status.state() == SidecarState.STOPPED
                : (status.state() == SidecarState.READY || status.state() == SidecarState.COMPLETED)
                        && status.launch() > toReplace;
    }

    private boolean mayFail(SidecarState state) {
        return switch (kind) {
            case START, RESTART -> state == SidecarState.FAILED || stoppedSince || shutDown;
            case WHEN_READY -> state == SidecarState.FAILED || shutDown && state == SidecarState.STOPPED;
            case STOP -> startedSince;
            case SHUT_DOWN -> false;
        };
    }
}
