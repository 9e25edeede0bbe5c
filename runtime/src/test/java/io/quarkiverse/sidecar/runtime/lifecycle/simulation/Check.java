package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.List;

/** Looks after one invariant. Keeps its own books: it believes nothing that the lifecycle says of itself. */
abstract class Check {

    private final Invariant invariant;

    Check(Invariant invariant) {
        this.invariant = invariant;
    }

    static List<Check> all(World world) {
        return List.of(new OneLiveTree(world), new NoStrangerSignalled(world), new NoLaunchAfterStop(),
                new NothingLeft(world), new FailureOnce(), new ReadyIsTrue(world), new CompletedIsProved(),
                new SurvivorsAreNamed(), new StaleIsSilent(),
                new BudgetAndBackoff(), new RequestIsHeard(), new RecordNamesIt(world), new ToldOnce(),
                new NothingImpossible(), new AfterItsDependency(world));
    }

    /** A new run of the app, which knows nothing of the one before. */
    void appBegins() {
    }

    /** After a step, before its commands are carried out. */
    void stepped(Observed step) {
    }

    /** After every event. */
    void always() {
    }

    final void hold(boolean holds, String what, Object... details) {
        if (!holds) {
            throw new Violation(invariant, what.formatted(details));
        }
    }
}
