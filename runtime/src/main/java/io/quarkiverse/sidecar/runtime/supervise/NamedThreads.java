package io.quarkiverse.sidecar.runtime.supervise;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads that people recognise in a thread dump, and that keep no application's class loader alive. */
final class NamedThreads implements ThreadFactory {

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    NamedThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = newThread(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(NamedThreads.class.getClassLoader());
        return thread;
    }

    /** A thread keeps the protection domains, and so the class loaders, of all who are on the stack of whoever makes it. */
    @SuppressWarnings("removal")
    private static Thread newThread(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> new Thread(null, task, name, 0, false));
    }
}
