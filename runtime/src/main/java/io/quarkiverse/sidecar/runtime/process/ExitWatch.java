package io.quarkiverse.sidecar.runtime.process;

import java.util.concurrent.CompletableFuture;

import io.quarkiverse.sidecar.SidecarExit;

/**
 * Waits for the exit of a child, on a thread of its own: the event of the JDK comes through the common pool, and there it
 * waits behind whatever the application has put in.
 */
final class ExitWatch {

    /** It only waits. */
    private static final long STACK_BYTES = 128 * 1024;

    private ExitWatch() {
    }

    /**
     * Completes on the waiting thread: what follows must be short, or go on elsewhere.
     *
     * @param first run in the instant of the exit, before anybody is told
     */
    static CompletableFuture<SidecarExit> of(Process process, Runnable first) {
        CompletableFuture<SidecarExit> exit = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> {
            int code = await(process);
            try {
                first.run();
            } finally {
                exit.complete(new SidecarExit(code));
            }
        }, "sidecar-exit-" + process.pid(), STACK_BYTES, false);
        thread.setDaemon(true);
        // It may outlive a live reload, and must not keep the old application's classes.
        thread.setContextClassLoader(null);
        thread.start();
        return exit;
    }

    private static int await(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt it, and the exit is still to come.
            }
        }
    }
}
