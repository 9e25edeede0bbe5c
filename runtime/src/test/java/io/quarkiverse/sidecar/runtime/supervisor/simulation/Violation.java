package io.quarkiverse.sidecar.runtime.supervisor.simulation;

/** An invariant does not hold. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final transient Invariant invariant;

    Violation(Invariant invariant, String what) {
        super(invariant + ": " + what, null, false, false);
        this.invariant = invariant;
    }
}
