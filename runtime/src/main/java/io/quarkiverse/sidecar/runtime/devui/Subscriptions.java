package io.quarkiverse.sidecar.runtime.devui;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.runtime.concurrent.ApplicationExecutor;
import io.quarkiverse.sidecar.runtime.concurrent.SerialExecutor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiEmitter;

/** All subscriptions, at most {@value #LIMIT}: a closed browser is not reported. Safe for use by any thread. */
final class Subscriptions {

    /** Beyond that the first one that lags is dismissed, or else the one that came first. Enough for ten open pages. */
    static final int LIMIT = 30;

    private record Seat<T>(Subscription<T> viewer, MultiEmitter<? super T> emitter) {
    }

    private final List<Seat<?>> seats = new CopyOnWriteArrayList<>();
    private final Executor executor;

    Subscriptions() {
        this(new ApplicationExecutor(Infrastructure.getDefaultExecutor()));
    }

    Subscriptions(Executor executor) {
        this.executor = executor;
    }

    /**
     * The updates of one viewer; it is there while it is subscribed. The first comes at once.
     *
     * @param id what {@link #seen} will be told; an earlier viewer of that id is dismissed
     * @param news makes a supplier of what there is since the last update
     */
    <T> Multi<T> join(String id, String topic, Supplier<Supplier<Optional<T>>> news) {
        return Multi.createFrom().emitter(emitter -> sit(id, topic, news.get(), emitter));
    }

    private <T> void sit(String id, String topic, Supplier<Optional<T>> news, MultiEmitter<? super T> emitter) {
        Subscription<T> viewer = new Subscription<>(id, topic, news, emitter::emit, new SerialExecutor(executor));
        Seat<T> seat = new Seat<>(viewer, emitter);
        emitter.onTermination(() -> seats.remove(seat));
        makeRoom(id);
        seats.add(seat);
        viewer.alert();
    }

    private synchronized void makeRoom(String id) {
        seats.stream().filter(seat -> seat.viewer().id().equals(id)).forEach(this::dismiss);
        while (seats.size() >= LIMIT) {
            dismiss(seats.stream().filter(seat -> seat.viewer().lagging()).findFirst().orElse(seats.get(0)));
        }
    }

    /** There may be updates for the subscriptions to that topic. Never blocks. */
    void alert(String topic) {
        for (Seat<?> seat : seats) {
            if (seat.viewer().topic().equals(topic)) {
                seat.viewer().alert();
            }
        }
    }

    /** @return false when there is no subscription of that id */
    boolean seen(String id) {
        for (Seat<?> seat : seats) {
            if (seat.viewer().id().equals(id)) {
                seat.viewer().seen();
                return true;
            }
        }
        return false;
    }

    int count() {
        return seats.size();
    }

    void dismissAll() {
        seats.forEach(this::dismiss);
    }

    private void dismiss(Seat<?> seat) {
        seats.remove(seat);
        seat.emitter().complete();
    }
}
