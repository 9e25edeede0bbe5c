package io.quarkiverse.sidecar.runtime.launch;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

/**
 * Looks at regular intervals who has ended. One thread for all, which leaves when there is nobody to look for. Safe for use by
 * any thread.
 */
final class ExitLookout {

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

    /** It may outlive a live reload, and must not keep the classes of an old application, nor of those on the stack here. */
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
