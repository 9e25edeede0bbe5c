package io.quarkiverse.sidecar.runtime.launch;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarExit;

/**
 * Waits for the exit of a child. The thread that has read its output to the end reports the exit at once; where a descendant
 * holds the output open, or no thread reads it, an {@link ExitLookout} does. The JDK's own event is not used: it runs in the
 * common pool, behind the application's tasks, and its threads keep the classes of an application that may be reloaded.
 */
final class ExitWatcher {

    /** To be woken twenty times a second takes less than 0.1 % of a core once it is compiled. */
    private static final ExitLookout LOOKOUT = new ExitLookout("sidecar-exits", Duration.ofMillis(50));

    private final Process process;
    private final CompletableFuture<SidecarExit> exit = new CompletableFuture<>();
    private final Runnable tell;

    /** @param first run at the exit, before it is reported */
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

    /**
     * Checks at regular intervals which processes have ended. One thread for all, which ends when there are none. Safe for use
     * by any thread.
     */
    static final class ExitLookout {

        private static final Logger LOG = Logger.getLogger(ExitLookout.class);

        private final String name;
        private final long nanos;
        private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
        private boolean looking;

        /** @param name of its thread */
        ExitLookout(String name, Duration interval) {
            this.name = name;
            this.nanos = interval.toNanos();
        }

        /**
         * @param ended asked at each look; must not block
         * @param news run once, on the watching thread or on the one that runs the returned task
         * @return reports the end, for a caller that knows of it earlier
         */
        Runnable add(BooleanSupplier ended, Runnable news) {
            Watched one = new Watched(ended, news);
            watched.add(one);
            look();
            return () -> tell(one);
        }

        private synchronized void look() {
            if (!looking) {
                newThread().start();
                looking = true;
            }
        }

        private synchronized boolean goesOn() {
            looking = !watched.isEmpty();
            return looking;
        }

        private void run() {
            while (goesOn()) {
                LockSupport.parkNanos(this, nanos);
                // An interrupt has no meaning here, and exits are still to come.
                Thread.interrupted();
                try {
                    watched.stream().filter(one -> one.ended.getAsBoolean()).forEach(this::tell);
                } catch (RuntimeException | Error outOfMemory) {
                    // Perhaps not at the next scan: without this thread there would be no further one.
                }
            }
        }

        private void tell(Watched one) {
            if (watched.remove(one)) {
                try {
                    one.news.run();
                } catch (RuntimeException | Error e) {
                    LOG.error("Telling of the exit of a process failed", e);
                }
            }
        }

        /**
         * It may outlive a live reload, and must not keep the classes of an old application, nor of those on the stack here.
         */
        @SuppressWarnings("removal")
        private Thread newThread() {
            Thread thread = AccessController
                    .doPrivileged((PrivilegedAction<Thread>) () -> new Thread(null, this::run, name, 0, false));
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        }

        /** Not a record: two of them are never the same. */
        private static final class Watched {

            private final BooleanSupplier ended;
            private final Runnable news;

            Watched(BooleanSupplier ended, Runnable news) {
                this.ended = ended;
                this.news = news;
            }
        }
    }
}
