package io.quarkiverse.sidecar.runtime.output;

/** Hears what a sidecar writes. Called by the threads that read, one for each stream: must not block. */
@FunctionalInterface
public interface OutputListener {

    /** A line for people: secrets removed, colors kept. */
    void line(StandardStream stream, String line);

    /** The same line, before {@link #line}, for decisions: as it was written, but without escape sequences. Not to be shown. */
    default void written(StandardStream stream, String line) {
    }

    /** A line that the sidecar has begun and not ended for a while; it may come again, longer or whole. Not to be shown. */
    default void unfinished(StandardStream stream, String beginning) {
    }
}
