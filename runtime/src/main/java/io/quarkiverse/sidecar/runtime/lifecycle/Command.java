package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;

/** Something to be carried out by the supervisor. Commands of one step are carried out in their order. */
public sealed interface Command {

    /**
     * Make way for a launch: wait for the dependencies, end what earlier runs left, look at the port. Answered by RECLAIMED,
     * HINDERED or, where that was asked for, ABANDONED; and where a dependency had failed by RECOVERED when it is up again.
     */
    record Reclaim(int launch) implements Command {
    }

    /** Wait for the dependencies no longer. A reclaim that is past that wait, or has been answered, is left alone. */
    record AbandonReclaim(int launch) implements Command {
    }

    /** Create the process; answered by LAUNCHED (and, once, EXITED later) or LAUNCH_FAILED. */
    record Launch(int launch) implements Command {
    }

    /** Ask until there is an answer, and go on while the phase probes; answers are ANSWERED, UNRELATED_ANSWERED, NO_ANSWER. */
    record AwaitReady(int launch) implements Command {
    }

    /** From now on ask at the declared interval; same answers. */
    record Poll(int launch) implements Command {
    }

    /** End the process with all its descendants; answered by TREE_ENDED or TREE_SURVIVED. */
    record EndTree(int launch) implements Command {
    }

    /** Put ELAPSED of this timer into the mailbox after that many nanoseconds, replacing an earlier one of its kind. */
    record SetTimer(int launch, TimerKind timer, long delay) implements Command {
    }

    /** Something to tell the application. */
    sealed interface Announce extends Command {
    }

    record AnnounceReclaimed(Orphan orphan) implements Announce {
    }

    record AnnounceLaunched(long pid) implements Announce {
    }

    /**
     * @param pid empty for an external sidecar
     * @param took nanoseconds from the launch to the answer
     */
    record AnnounceReady(OptionalLong pid, long took) implements Announce {
    }

    record AnnounceUnhealthy(String cause) implements Announce {
    }

    record AnnounceExited(SidecarExit exit, boolean requested) implements Announce {
    }

    /** @param delay nanoseconds */
    record AnnounceRestart(long delay, Failure failure) implements Announce {
    }

    record AnnounceStopped() implements Announce {
    }

    record AnnounceFailed(Failure failure, Optional<SidecarExit> exit, int restarts) implements Announce {
    }

    /** The table says that this cannot happen: tell the developers, and go on. */
    record ReportImpossible(Phase phase, Input input) implements Command {
    }
}
