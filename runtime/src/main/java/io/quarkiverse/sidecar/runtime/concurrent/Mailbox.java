package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * Messages handled one after the other, in the order they came, each seeing all that the one before it did. Whoever posts
 * never waits.
 */
public final class Mailbox<T> {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);

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
            executor.execute(this::drain);
        }
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
