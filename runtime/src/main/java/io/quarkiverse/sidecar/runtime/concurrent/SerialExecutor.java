package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.concurrent.Executor;

/** Runs tasks one after the other, in their order, on an executor that has better things to do than wait. */
public final class SerialExecutor implements Executor {

    private final Mailbox<Runnable> tasks;

    public SerialExecutor(Executor executor) {
        this.tasks = new Mailbox<>(executor, Runnable::run);
    }

    @Override
    public void execute(Runnable task) {
        tasks.post(task);
    }
}
