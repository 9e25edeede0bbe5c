package io.quarkiverse.sidecar;

/** A sidecar did not get where the caller wanted it. The status tells where it is instead, and why. */
public class SidecarFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SidecarStatus status;

    public SidecarFailedException(String message, SidecarStatus status) {
        super(message);
        this.status = status;
    }

    /** The sidecar when the wait ended; null only in an exception that was serialised. */
    public SidecarStatus status() {
        return status;
    }
}
