package io.quarkiverse.sidecar.test;

import java.util.concurrent.atomic.AtomicReference;

/** A fault, and what ends it. */
final class OpenFault implements Fault {

    private final AtomicReference<AutoCloseable> undo;

    OpenFault(AutoCloseable undo) {
        this.undo = new AtomicReference<>(undo);
    }

    @Override
    public void close() {
        AutoCloseable first = undo.getAndSet(null);
        if (first == null) {
            return;
        }
        Disturbances.ended(this);
        try {
            first.close();
        } catch (Exception e) {
            throw new IllegalStateException("A fault could not be ended", e);
        }
    }
}
