package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.Optional;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;

/**
 * Where a test reaches into the supervision of one sidecar, by way of {@code quarkus-sidecar-test}. Not for applications. Safe
 * for use by any thread.
 */
public final class FaultInjection {

    private final SidecarDeclaration declaration;
    private final Supplier<Optional<SidecarProcess>> process;
    private final ReadinessFaultInjector readiness;

    public FaultInjection(SidecarDeclaration declaration, Supplier<Optional<SidecarProcess>> process,
            ReadinessFaultInjector readiness) {
        this.declaration = declaration;
        this.process = process;
        this.readiness = readiness;
    }

    public SidecarDeclaration declaration() {
        return declaration;
    }

    /** The process of the latest launch, which may have ended; empty before the first, and for an external sidecar. */
    public Optional<SidecarProcess> process() {
        return process.get();
    }

    /** Whatever it answers, it is not taken for ready, nor for well, until {@link #releaseReadiness} was called as often. */
    public void withholdReadiness() {
        readiness.withhold();
    }

    public void releaseReadiness() {
        readiness.release();
    }
}
