package io.quarkiverse.sidecar.runtime.lifecycle;

/** Which ends of a sidecar that nobody asked for are followed by another launch. */
public enum RestartPolicy {
    /** Every one. */
    ALWAYS,
    /** Every one but a clean exit, which completes the sidecar. */
    ON_FAILURE,
    /** None. */
    NEVER
}
