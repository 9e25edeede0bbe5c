package io.quarkiverse.sidecar.runtime.lifecycle;

/** Which exits that were not requested are followed by a restart. */
public enum RestartPolicy {
    /** Every one. */
    ALWAYS,
    /** Every one but a clean exit, which completes the sidecar. */
    ON_FAILURE,
    /** None. */
    NEVER
}
