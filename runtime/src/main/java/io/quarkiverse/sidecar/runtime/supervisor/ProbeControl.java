package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.function.Consumer;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** Asks one sidecar how it is. Called in its mailbox; nothing here blocks; answers come from any thread. */
public interface ProbeControl {

    /** Asks quickly, again and again, until {@link #poll} or {@link #stop}. */
    void awaitReady(int launch, Consumer<Input> answers);

    /** Asks at the declared interval until {@link #stop}. */
    void poll(int launch, Consumer<Input> answers);

    /** Starts what is under way again, with the current timers and probe. */
    default void renew() {
    }

    /** Asks no more. Idempotent. An answer that is on its way may still come. */
    void stop();
}
