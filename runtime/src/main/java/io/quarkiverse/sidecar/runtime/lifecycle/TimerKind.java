package io.quarkiverse.sidecar.runtime.lifecycle;

/** What the lifecycle asks to be woken for. A timer belongs to one launch. */
public enum TimerKind {
    /** It had {@code ready.timeout} to become ready. */
    READY_TIMEOUT,
    /** A sidecar without a probe has been alive for {@code restart.stable-after}. */
    SETTLED,
    /** It has been ready for {@code restart.stable-after}. */
    STABLE,
    /** The delay before the next attempt is over. */
    BACKOFF_OVER,
    /** A failed sidecar is due for another try, after {@code restart.retry-after}. */
    RETRY_DUE
}
