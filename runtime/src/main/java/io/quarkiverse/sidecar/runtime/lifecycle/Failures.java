package io.quarkiverse.sidecar.runtime.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.SidecarExit;

/** The failures of an attempt, each with the sentence that log, health data and event show. */
public final class Failures {

    private static final String EARLY_EXIT = " If it puts itself into the background, have it stay in the foreground. If it waits"
            + " for standard input, which is empty, it may have an option such as --watch=always.";

    private Failures() {
    }

    public static Failure portConflict(PortHolder holder) {
        return new Failure(FailureReason.PORT_CONFLICT, "Port %d is held by %s. End it, or give the sidecar another port."
                .formatted(holder.port(), holder.describe()), Optional.of(holder));
    }

    /** @param who the holder: this application, or a sidecar of it */
    public static Failure portHeldByUs(PortHolder holder, String who) {
        return new Failure(FailureReason.PORT_CONFLICT,
                "Port %d is held by pid %d: by %s. Give the sidecar another port.".formatted(holder.port(),
                        holder.pid().orElseThrow(), who),
                Optional.of(holder));
    }

    /** @param open whether a process has the socket open */
    public static Failure socketFileInUse(String path, boolean open, String line) {
        String what = open ? "Another process has this socket open: terminate it, or give the sidecar another path."
                : "No process has this socket open: the file was left by one that was killed. Remove it before each launch.";
        return new Failure(FailureReason.PORT_CONFLICT, "It could not listen on %s: \"%s\". %s".formatted(path, line, what));
    }

    /** The holder is probably left of an earlier launch, but nothing proves it, so it was not signaled. */
    public static Failure portHeldByLeftover(PortHolder holder) {
        return new Failure(FailureReason.PORT_CONFLICT,
                ("Port %d is held by %s. It is probably left of an earlier launch of this"
                        + " sidecar, but nothing proves it. End it (kill %d), and have the program stay in the foreground.")
                        .formatted(holder.port(), holder.describe(), holder.pid().orElseThrow()),
                Optional.of(holder));
    }

    /** It said itself that its address is taken, and the holder is gone or cannot be seen. */
    public static Failure portConflict(int port, String line) {
        return new Failure(FailureReason.PORT_CONFLICT,
                "It could not listen on port %d: \"%s\". End whatever holds the address, or give the sidecar another port."
                        .formatted(port, line));
    }

    /** It said itself that an address is taken, but not which. */
    public static Failure portConflict(String line) {
        return new Failure(FailureReason.PORT_CONFLICT,
                "It could not listen: \"%s\". The line names no port. Terminate the process that holds the address, or configure another one."
                        .formatted(line));
    }

    /**
     * @param reason why the dependency failed
     * @param message the sentence that says so, and what to do
     */
    public static Failure dependencyFailed(String dependency, FailureReason reason, String message) {
        return new Failure(FailureReason.DEPENDENCY_FAILED,
                "It depends on '%s', which has failed (%s): %s When '%s' is up again, this one is started, too."
                        .formatted(dependency, reason, message, dependency));
    }

    public static Failure notExecutable(String what) {
        return new Failure(FailureReason.COMMAND_NOT_EXECUTABLE, what);
    }

    public static Failure launchFailed(String what) {
        return new Failure(FailureReason.LAUNCH_FAILED, "It could not be launched: %s.".formatted(what));
    }

    static Failure exited(SidecarExit exit, Optional<String> tellingLine, boolean wasReady, LifecycleRules rules) {
        String nothing = exit.signal().isPresent() ? "" : " It wrote nothing.";
        String said = tellingLine.map(" Its output says: \"%s\"."::formatted).orElse(nothing);
        if (rules.fatalExitCodes().contains(exit.code())) {
            return new Failure(FailureReason.FATAL_EXIT_CODE,
                    "It ended with %s, which restart.fatal-exit-codes lists: it is not tried again.".formatted(exit) + said);
        }
        boolean early = exit.isSuccess() && !wasReady;
        return new Failure(FailureReason.EXITED,
                "It ended with %s%s.".formatted(exit, early ? " before it was ready" : "") + said + (early ? EARLY_EXIT : ""));
    }

    /** @param holder listens on its port, although the launch has ended */
    public static Failure leftADaemon(PortHolder holder) {
        return new Failure(FailureReason.EXITED,
                "It ended with exit 0 before it was ready. Port %d is held by %s, which is probably its daemon. Have the program stay in the foreground."
                        .formatted(holder.port(), holder.describe()),
                Optional.of(holder));
    }

    /** @param survivors each with the reason why it cannot be terminated */
    public static Failure unstoppable(String survivors) {
        return new Failure(FailureReason.UNSTOPPABLE,
                "These processes of it cannot be terminated: %s. Terminate them as a user who may, then start it again."
                        .formatted(survivors));
    }

    /** @param evidence sentences on what it does instead; may be empty */
    static Failure readyTimedOut(long timeout, String lastDetail, String evidence) {
        return new Failure(FailureReason.READY_TIMEOUT,
                "It was not ready within %s (the last probe saw: %s).%s Check what it is asked (health.path, health.command, port), or raise ready.timeout."
                        .formatted(Durations.format(Duration.ofNanos(timeout)), lastDetail,
                                evidence.isEmpty() ? "" : " " + evidence));
    }

    static Failure unhealthy(int polls, String lastDetail) {
        return new Failure(FailureReason.UNHEALTHY,
                "It failed %d health polls in a row (the last one saw: %s).".formatted(polls, lastDetail));
    }

    /** A plain exit becomes RESTARTS_EXHAUSTED; any other cause keeps its name. */
    static Failure exhausted(Failure last, int restarts) {
        String message = last.message() + " Given up after %d restart%s.".formatted(restarts, restarts == 1 ? "" : "s");
        FailureReason reason = last.reason() == FailureReason.EXITED ? FailureReason.RESTARTS_EXHAUSTED : last.reason();
        return new Failure(reason, message, last.holder());
    }

    /** Adds when it is tried again, if it is. */
    static Failure givenUp(Failure last, OptionalLong retryAfter) {
        return retryAfter.isEmpty() ? last
                : new Failure(last.reason(), "%s It is tried again in %s.".formatted(last.message(),
                        Durations.format(Duration.ofNanos(retryAfter.getAsLong()))), last.holder());
    }
}
