package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The Quarkus executor; and a thread of its own for what that one does not take, because its queue is full or it is shut
 * down: an event that is lost, or somebody who waits for ever, would be a failure in silence.
 */
public final class ApplicationExecutor implements Executor {

    private final Executor executor;
    private final ClassLoader application = Thread.currentThread().getContextClassLoader();

    /** To be made on a thread of the application, whose class loader is the context of all that is run. */
    public ApplicationExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        Runnable inContext = () -> runInContext(task);
        try {
            executor.execute(inContext);
        } catch (RejectedExecutionException full) {
            Thread thread = new Thread(inContext, "sidecar-callback");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Otherwise the task would run with the submitting thread's context class loader, which is not the application's. */
    private void runInContext(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
