package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * Messages handled one after the other, in the order they came, each seeing all that the one before it did. Posting never
 * blocks and never fails: where the executor refuses, it is asked again.
 */
public final class Mailbox<T> {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);

    private static final long RETRY_MILLIS = 50;
    private static final int MOST_REFUSALS = 100;

    private final Queue<T> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor executor;
    private final Consumer<T> handler;

    public Mailbox(Executor executor, Consumer<T> handler) {
        this.executor = executor;
        this.handler = handler;
    }

    public void post(T message) {
        messages.add(message);
        if (waiting.getAndIncrement() == 0) {
            schedule(0);
        }
    }

    /** An executor that has no thread now may have one soon; one that keeps refusing has been shut down. */
    private void schedule(int refusals) {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException refused) {
            if (refusals < MOST_REFUSALS) {
                scheduleLater(refusals + 1);
            } else {
                LOG.debugf("%d messages are dropped: the executor has been shut down", waiting.get());
            }
        } catch (RuntimeException | Error noThread) {
            scheduleLater(refusals);
        }
    }

    private void scheduleLater(int refusals) {
        CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, Runnable::run).execute(() -> schedule(refusals));
    }

    private void drain() {
        do {
            T message = messages.poll();
            try {
                handler.accept(message);
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "Handling %s failed; the sidecar stays supervised", message);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
