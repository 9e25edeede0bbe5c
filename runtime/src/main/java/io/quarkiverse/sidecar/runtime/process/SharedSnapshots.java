package io.quarkiverse.sidecar.runtime.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Lets callers who ask at the same time share one snapshot. Nobody is given one that began before he asked, since what is
 * proved by it would not be true of that moment: whoever comes while one is being taken waits for the next, with all others
 * who came.
 */
final class SharedSnapshots {

    private final Supplier<Snapshot> source;
    private final Object oneAtATime = new Object();

    /** Not begun yet; null when nobody waits for one. */
    private CompletableFuture<Snapshot> next;

    SharedSnapshots(Supplier<Snapshot> source) {
        this.source = source;
    }

    /**
     * Blocks until a snapshot is complete that was begun after this call. Does not heed an interrupt.
     *
     * @throws RuntimeException what the source threw, to all who share it
     */
    Snapshot take() {
        CompletableFuture<Snapshot> mine = new CompletableFuture<>();
        CompletableFuture<Snapshot> shared = join(mine);
        if (shared == mine) {
            synchronized (oneAtATime) {
                begin();
                complete(mine);
            }
        }
        return await(shared);
    }

    private synchronized CompletableFuture<Snapshot> join(CompletableFuture<Snapshot> mine) {
        next = next == null ? mine : next;
        return next;
    }

    private synchronized void begin() {
        next = null;
    }

    private void complete(CompletableFuture<Snapshot> snapshot) {
        try {
            snapshot.complete(source.get());
        } catch (RuntimeException | Error e) {
            snapshot.completeExceptionally(e);
        }
    }

    private static Snapshot await(CompletableFuture<Snapshot> snapshot) {
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
