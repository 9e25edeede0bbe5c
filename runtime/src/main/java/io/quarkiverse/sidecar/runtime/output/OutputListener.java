package io.quarkiverse.sidecar.runtime.output;

/** Hears what a sidecar writes, secrets removed. Called by the threads that read, one for each stream: must not block. */
@FunctionalInterface
public interface OutputListener {

    void line(StandardStream stream, String line);
}
