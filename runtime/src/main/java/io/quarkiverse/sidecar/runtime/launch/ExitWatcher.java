package io.quarkiverse.sidecar.runtime.launch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.sidecar.SidecarExit;

/**
 * Waits for the exit of a child. In that instant it is told by whoever has read its output to the end and has nothing else to
 * do; where a descendant holds the output open, or nobody reads it, by an {@link ExitLookout}. Whoever is first tells. The
 * event of the JDK is not used: it comes through the common pool, where it waits behind whatever the application has put in,
 * and the threads that it makes there keep the classes of an application that may be reloaded.
 */
final class ExitWatcher {

    /** To be woken twenty times a second takes less than 0.1 % of a core once it is compiled. */
    private static final ExitLookout LOOKOUT = new ExitLookout("sidecar-exits", Duration.ofMillis(50));

    private final Process process;
    private final CompletableFuture<SidecarExit> exit = new CompletableFuture<>();
    private final Runnable tell;

    /** @param first run in the instant of the exit, before anybody is told */
    ExitWatcher(Process process, Runnable first) {
        this(process, first, LOOKOUT);
    }

    ExitWatcher(Process process, Runnable first, ExitLookout lookout) {
        this.process = process;
        this.tell = lookout.add(() -> !process.isAlive(), () -> {
            try {
                first.run();
            } finally {
                exit.complete(new SidecarExit(process.exitValue()));
            }
        });
    }

    /** Completes on a thread that is to tell of other exits, too: what follows must be short, or go on elsewhere. */
    CompletableFuture<SidecarExit> exit() {
        return exit;
    }

    /** Blocks until the exit, and tells of it, unless it is told already. For a thread that has nothing else to do. */
    void await() {
        try {
            process.waitFor();
            tell.run();
        } catch (InterruptedException e) {
            // Told at the next look.
            Thread.currentThread().interrupt();
        }
    }
}
