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

    /**
     * Looks at regular intervals who has ended. One thread for all, which leaves when there is nobody to look for. Safe for use
     * by
     * any thread.
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
         * @param news run once, on the thread that looks or on that of whoever runs what is returned
         * @return tells, for whoever knows of the end earlier
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
                // Nobody has a reason to interrupt it, and the exits are still to come.
                Thread.interrupted();
                try {
                    watched.stream().filter(one -> one.ended.getAsBoolean()).forEach(this::tell);
                } catch (RuntimeException | Error outOfMemory) {
                    // Perhaps not at the next look: without this thread nobody would look any more.
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
