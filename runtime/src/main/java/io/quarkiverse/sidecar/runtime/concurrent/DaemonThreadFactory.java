package io.quarkiverse.sidecar.runtime.concurrent;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with names for thread dumps. They keep no application's class loader alive. */
public final class DaemonThreadFactory implements ThreadFactory {

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    /** @param name of the threads, in front of a number */
    public DaemonThreadFactory(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = newThread(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(DaemonThreadFactory.class.getClassLoader());
        return thread;
    }

    /** A thread keeps the protection domains, and so the class loaders, of every frame on the stack of its creator. */
    @SuppressWarnings("removal")
    private static Thread newThread(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> new Thread(null, task, name, 0, false));
    }
}
