package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/**
 * Carries out what concerns the process of one sidecar. Called in its mailbox, so nothing here blocks: each call returns at
 * once and is answered later, from any thread, exactly once.
 */
public interface ProcessControl {

    /**
     * Answered by {@link Input.Reclaimed}, {@link Input.Hindered}, or {@link Input.Abandoned} after {@link #abandonReclaim}.
     * Where a dependency has failed, {@link Input.Recovered} may follow.
     */
    void reclaim(int launch, Consumer<Input> answers);

    /** What only waits for dependencies is answered now. For a sidecar without any there is nothing to do. */
    default void abandonReclaim(int launch) {
    }

    /** Answered by {@link Input.Launched}, and by {@link Input.Exited} after that, or by {@link Input.LaunchFailed}. */
    void launch(int launch, Consumer<Input> answers);

    /** Answered by {@link Input.TreeEnded}, after {@link Input.Exited} of that launch, or by {@link Input.TreeSurvived}. */
    void terminateTree(int launch, Consumer<Input> answers);

    /** The port in use. Any thread; never blocks. */
    OptionalInt port();

    /** Those of the latest launch's protections that are still in force. Any thread; never blocks. */
    default Set<Protection> inForce(Set<Protection> atLaunch) {
        return atLaunch;
    }

    /** True when the latest launch's output has said what it must say to be ready, or need not say anything. Any thread. */
    default boolean logPatternSeen() {
        return true;
    }

    /** Takes note of its descendants, so that they are known when it crashes. For worker threads only. */
    default void recordTree() {
    }

    /** True when the main process of the latest launch has ended, whether that has been reported or not. Any thread. */
    default boolean exited() {
        return false;
    }

    /** True when it is known to be stopped, and so to do nothing. Reads the process table: for worker threads only. */
    default boolean stopped() {
        return false;
    }

    /**
     * Sentences on what the latest launch does instead of being ready: where its processes listen, and what it wrote last.
     * Reads the process table. Any thread.
     */
    default String evidence() {
        return "";
    }

    /** The last lines of the latest launch's output. Any thread; never blocks. */
    List<String> outputTail();
}
