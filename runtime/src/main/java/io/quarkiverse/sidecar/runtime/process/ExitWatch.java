package io.quarkiverse.sidecar.runtime.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

import io.quarkiverse.sidecar.SidecarExit;

/**
 * Waits for the exits of children. The event of the JDK comes through the common pool, and there it waits behind whatever the
 * application has put in: so an {@link ExitLookout} looks, too, while something waits there, and whoever is first tells.
 */
final class ExitWatch {

    /** To be woken twenty times a second, and to ask this, takes less than 0.1 % of a core once it is compiled. */
    private static final ExitLookout LOOKOUT = new ExitLookout("sidecar-exits", Duration.ofMillis(50),
            ForkJoinPool.commonPool()::hasQueuedSubmissions);

    private ExitWatch() {
    }

    /**
     * Completes on a thread of the common pool or on the one that looks: what follows must be short, or go on elsewhere.
     *
     * @param first run in the instant of the exit, before anybody is told
     */
    static CompletableFuture<SidecarExit> of(Process process, Runnable first) {
        return of(process, first, LOOKOUT);
    }

    static CompletableFuture<SidecarExit> of(Process process, Runnable first, ExitLookout lookout) {
        CompletableFuture<SidecarExit> exit = new CompletableFuture<>();
        Runnable tell = lookout.add(() -> !process.isAlive(), () -> {
            try {
                first.run();
            } finally {
                exit.complete(new SidecarExit(process.exitValue()));
            }
        });
        if (process.isAlive()) {
            process.onExit().thenRun(tell);
        } else {
            // The event would be looked for by its number, which somebody else may have by now.
            tell.run();
        }
        return exit;
    }
}
