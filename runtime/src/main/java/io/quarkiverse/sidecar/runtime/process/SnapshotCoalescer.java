package io.quarkiverse.sidecar.runtime.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Lets callers who ask at the same time share one snapshot. Nobody is given one that began before he asked, since what is
 * proved by it would not be true of that moment: whoever comes while one is being taken waits for the next, with all others
 * who came. Who is not in a hurry waits for others even when none is being taken.
 */
final class SnapshotCoalescer {

    private final Supplier<ProcessSnapshot> source;
    private final Object oneAtATime = new Object();
    private long lastNanos;

    private record Round(Gathering callers, CompletableFuture<ProcessSnapshot> snapshot) {
    }

    /** Not begun yet; null when nobody waits for one. */
    private Round next;

    SnapshotCoalescer(Supplier<ProcessSnapshot> source) {
        this.source = source;
    }

    /**
     * Blocks until a snapshot is complete that was begun after this call. Does not heed an interrupt.
     *
     * @throws RuntimeException what the source threw, to all who share it
     */
    ProcessSnapshot take() {
        return take(false);
    }

    /** As {@link #take}, but waits a few milliseconds for others as long as they keep coming, if all of them do. */
    ProcessSnapshot takeWithOthers() {
        return take(true);
    }

    private ProcessSnapshot take(boolean patient) {
        Round mine = new Round(new Gathering(), new CompletableFuture<>());
        Round shared = join(mine, patient);
        if (shared == mine) {
            synchronized (oneAtATime) {
                mine.callers().awaitOthers(lastNanos);
                begin();
                long began = System.nanoTime();
                complete(mine.snapshot());
                lastNanos = System.nanoTime() - began;
            }
        }
        return await(shared.snapshot());
    }

    private synchronized Round join(Round mine, boolean patient) {
        next = next == null ? mine : next;
        next.callers().join(patient);
        return next;
    }

    private synchronized void begin() {
        next = null;
    }

    private void complete(CompletableFuture<ProcessSnapshot> snapshot) {
        try {
            snapshot.complete(source.get());
        } catch (RuntimeException | Error e) {
            snapshot.completeExceptionally(e);
        }
    }

    private static ProcessSnapshot await(CompletableFuture<ProcessSnapshot> snapshot) {
        try {
            return snapshot.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
