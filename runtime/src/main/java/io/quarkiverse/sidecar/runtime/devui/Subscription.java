package io.quarkiverse.sidecar.runtime.devui;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One viewer. It gets an update only after it has confirmed the one before; what happens meanwhile is in the next one, or has
 * left the history. So a viewer that is slow or gone costs one update. Safe for use by any thread.
 */
final class Subscription<T> {

    private final String id;
    private final String topic;
    private final Supplier<Optional<T>> news;
    private final Consumer<T> updates;
    private final Executor turns;

    private final AtomicBoolean alerted = new AtomicBoolean();
    /** Written in turns only. */
    private volatile boolean unseen;

    /**
     * @param topic what it looks at
     * @param news what there is since the last update, if anything; asked in turns
     * @param updates takes them, in turns
     * @param turns runs one task after the other
     */
    Subscription(String id, String topic, Supplier<Optional<T>> news, Consumer<T> updates, Executor turns) {
        this.id = id;
        this.topic = topic;
        this.news = news;
        this.updates = updates;
        this.turns = turns;
    }

    String id() {
        return id;
    }

    String topic() {
        return topic;
    }

    /** It has not seen its last update: it is slow, hidden or gone. */
    boolean lagging() {
        return unseen;
    }

    /** There may be news. Never blocks, and does next to nothing while an update is unseen. */
    void alert() {
        if (alerted.compareAndSet(false, true)) {
            turns.execute(this::update);
        }
    }

    /** The last update was seen. */
    void seen() {
        turns.execute(() -> {
            unseen = false;
            update();
        });
    }

    private void update() {
        if (unseen) {
            return;
        }
        // Before reading: what arrives meanwhile alerts again.
        alerted.set(false);
        news.get().ifPresent(update -> {
            unseen = true;
            updates.accept(update);
        });
    }
}
