package io.quarkiverse.sidecar.runtime.concurrent;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** What the JDK's futures leave out. */
public final class Futures {

    private Futures() {
    }

    /** Completed when all are, or failed as soon as one has. */
    public static CompletableFuture<Void> allOrFirstFailure(Collection<? extends CompletableFuture<?>> futures) {
        CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
        futures.forEach(future -> future.whenComplete((done, problem) -> {
            if (problem != null) {
                all.completeExceptionally(problem);
            }
        }));
        return all;
    }
}
