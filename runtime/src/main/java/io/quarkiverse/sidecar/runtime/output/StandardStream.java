package io.quarkiverse.sidecar.runtime.output;

/** Where a sidecar wrote a line. */
public enum StandardStream {
    STDOUT,
    STDERR
}
