package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** An executor that holds everything back until it is released, and then runs it in its order. Safe for use by any thread. */
public final class DeferredExecutor implements Executor {

    private final Executor executor;
    private List<Runnable> held = new ArrayList<>();

    public DeferredExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        if (!hold(task)) {
            executor.execute(task);
        }
    }

    private synchronized boolean hold(Runnable task) {
        return held != null && held.add(task);
    }

    /** From now on nothing is held back. Idempotent. */
    public synchronized void release() {
        if (held != null) {
            held.forEach(executor::execute);
            held = null;
        }
    }
}
