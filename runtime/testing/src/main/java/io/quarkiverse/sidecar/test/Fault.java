package io.quarkiverse.sidecar.test;

/**
 * Something that is wrong with a sidecar until this is closed. Safe for use by any thread.
 * <p>
 * In a {@code @QuarkusTest} whatever is still open after a test method is closed then.
 */
public interface Fault extends AutoCloseable {

    /**
     * Ends the fault. Idempotent. What the sidecar has become meanwhile it stays: one that is
     * {@link io.quarkiverse.sidecar.SidecarState#FAILED} needs a {@link io.quarkiverse.sidecar.Sidecar#start}.
     */
    @Override
    void close();
}
