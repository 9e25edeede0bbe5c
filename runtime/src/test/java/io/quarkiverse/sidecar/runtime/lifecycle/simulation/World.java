package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.List;

import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;

/** All that exists in one simulation. */
final class World {

    final Variant variant;
    final Chance chance;
    final Agenda agenda = new Agenda();
    final Faults faults;
    final Machine machine;
    final Disk disk = new Disk();
    final LifecycleRules rules;
    final Stepper lifecycle;
    final Program program = new Program(this);
    final Dependency dependency;
    final List<Check> checks;
    private final Coverage coverage;
    private final long origin;
    private long serials;

    App app;

    World(long seed, Variant variant, Coverage coverage) {
        this.variant = variant;
        this.coverage = coverage;
        this.chance = new Chance(seed);
        // The lifecycle's clock may have any origin: also one from which it soon wraps around.
        this.origin = chance.oneIn(4) ? Long.MAX_VALUE - 30 * Chance.SECOND : chance.any();
        this.faults = new Faults(chance);
        this.machine = new Machine(this);
        this.rules = Declarations.any(chance);
        this.lifecycle = variant.lifecycle().apply(rules);
        this.dependency = new Dependency(this);
        this.checks = Check.all(this);
        beginApp();
    }

    /** As the lifecycle is told it. */
    long now() {
        return origin + agenda.now();
    }

    long nextSerial() {
        return serials++;
    }

    void beginApp() {
        app = new App(this, app == null ? 1 : app.number + 1);
        checks.forEach(Check::appBegins);
    }

    void appEnded() {
        long pause = faults.calm == null ? chance.upTo(5 * Chance.SECOND) : Chance.SECOND;
        agenda.in(pause, "the app is started again", () -> {
            beginApp();
            app.request(Requests.START);
        });
    }

    /** Launched by the present run of the app. */
    boolean isPresent(SimulatedProcess process) {
        return !process.isStranger() && process.token.owner() == app.number;
    }

    /** By its token or by its record it can be told whose it is. */
    boolean isProvable(SimulatedProcess process) {
        return !process.blank || disk.names(process.main);
    }

    /**
     * A user tidies up: only what is ours holds the port, and what could not be proved to be ours, or terminated, is gone.
     */
    void tidyUp() {
        for (SimulatedProcess process : machine.find(p -> p.isStranger()
                || !(app.alive && isPresent(p)) && (!isProvable(p) || p.blank && !p.main.alive))) {
            machine.end(process, 0);
        }
        machine.find(process -> process.unstoppable).forEach(process -> process.unstoppable = false);
        machine.find(process -> process.survivor).forEach(process -> machine.end(process, 0));
    }

    void stepped(Observed step) {
        coverage.note(step);
        for (Check check : checks) {
            check.stepped(step);
        }
    }

    void check() {
        for (Check check : checks) {
            check.always();
        }
    }
}
