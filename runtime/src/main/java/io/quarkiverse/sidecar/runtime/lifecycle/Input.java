package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;

/** Something that happened, put to {@link Lifecycle#step}. */
public sealed interface Input {

    /** The column of the transition table that it belongs to. */
    InputKind kind();

    /** A request from outside. It belongs to no launch. */
    record Request(InputKind kind) implements Input {
        public Request {
            if (!kind.isRequest()) {
                throw new IllegalArgumentException(kind + " is not a request");
            }
        }
    }

    /** An answer to a command, or a timer: of one launch, and of no interest once that launch is over. */
    sealed interface OfLaunch extends Input {
        int launch();
    }

    /** Everything that it depends on is up, what earlier runs left is gone, and the port is free. */
    record Reclaimed(int launch, List<Orphan> orphans) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.RECLAIMED;
        }
    }

    /** The way is not free: the port is held by a process that is not ours to end, or a dependency has failed. */
    record Hindered(int launch, List<Orphan> orphans, Failure failure) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.HINDERED;
        }
    }

    /** The wait for dependencies was abandoned as requested. Whether a launch is possible is unknown. */
    record Abandoned(int launch) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.ABANDONED;
        }
    }

    /** The dependency that had failed, and so hindered this launch, is up again. */
    record Recovered(int launch) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.RECOVERED;
        }
    }

    /**
     * The process runs.
     *
     * @param pid empty for an external sidecar
     */
    record Launched(int launch, OptionalLong pid, Set<Protection> protections) implements OfLaunch {
        public Launched(int launch, long pid, Set<Protection> protections) {
            this(launch, OptionalLong.of(pid), protections);
        }

        @Override
        public InputKind kind() {
            return InputKind.LAUNCHED;
        }
    }

    /** There is no process: the failure says why. */
    record LaunchFailed(int launch, Failure failure) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.LAUNCH_FAILED;
        }
    }

    /**
     * The main process ended.
     *
     * @param diagnosis what its last words say of the cause, where that is known better than from the exit code
     * @param errorLine the line of its output that most likely tells why; empty when it wrote nothing
     */
    record Exited(int launch, SidecarExit exit, Optional<Failure> diagnosis, Optional<String> errorLine)
            implements
                OfLaunch {

        /** After no output. */
        public Exited(int launch, SidecarExit exit, Optional<Failure> recognised) {
            this(launch, exit, recognised, Optional.empty());
        }

        @Override
        public InputKind kind() {
            return InputKind.EXITED;
        }
    }

    /** Nothing of the launch is alive any more. Comes after {@link Exited} of the same launch. */
    record TreeEnded(int launch) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.TREE_ENDED;
        }
    }

    /** Processes of the launch are alive, and nothing that this application can do terminates them. */
    record TreeSurvived(int launch, Failure failure) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.TREE_SURVIVED;
        }
    }

    /**
     * A probe passed, and no unrelated process is proved to have answered.
     *
     * @param proved true when the answer is proved to come from this launch
     */
    record Answered(int launch, boolean proved) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.ANSWERED;
        }
    }

    /** A probe passed, and the answer is proved to come from an unrelated process. */
    record StrangerAnswered(int launch, PortHolder holder) implements OfLaunch {
        @Override
        public InputKind kind() {
            return InputKind.UNRELATED_ANSWERED;
        }
    }

    /** A probe did not pass; the detail says what it saw. */
    record NoAnswer(int launch, String detail) implements OfLaunch {
        public NoAnswer {
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public InputKind kind() {
            return InputKind.NO_ANSWER;
        }
    }

    /**
     * A timer that was set for this launch has run down.
     *
     * @param evidence sentences on what the launch does meanwhile, for people; may be empty
     */
    record Elapsed(int launch, TimerKind timer, String evidence) implements OfLaunch {
        public Elapsed(int launch, TimerKind timer) {
            this(launch, timer, "");
        }

        @Override
        public InputKind kind() {
            return InputKind.of(timer);
        }
    }

    /**
     * What a crashed run left of this sidecar, and is ended now.
     *
     * @param pid the main process that its record named
     * @param ended every process that was ended
     */
    public record Orphan(long pid, List<Long> ended) {
    }
}
