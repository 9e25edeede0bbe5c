package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.MILLI;
import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance.SECOND;

/** How badly things go. A seed has its own rates; in the end all is calm, and what should be reached must be. */
final class Faults {

    /** What programs do once all is calm. */
    enum Manner {
        WELL_BEHAVED,
        ALWAYS_CRASHES,
        NEVER_READY
    }

    private final Chance chance;
    private final int late;
    private final int doubled;
    private final int earlyTimer;
    private final int unwritable;
    private final int unlaunchable;

    /** So many of the programs are one that dies on its own. */
    final int crashes;
    /** The longest time between two things that users and strangers do. */
    final long quiet;

    /** Null as long as everything may go wrong. */
    Manner calm;

    Faults(Chance chance) {
        this.chance = chance;
        this.late = chance.pick(2, 6, 30);
        this.doubled = chance.pick(3, 10, 50);
        this.earlyTimer = chance.pick(3, 10, 50);
        this.unwritable = chance.pick(3, 20);
        this.unlaunchable = chance.pick(4, 20);
        this.crashes = chance.pick(1, 2, 6);
        this.quiet = chance.pick(2, 15, 60) * SECOND;
    }

    /** How long an answer takes. */
    long latency() {
        return calm == null && chance.oneIn(late) ? chance.upTo(6 * SECOND) : chance.upTo(3 * MILLI);
    }

    boolean doubled() {
        return calm == null && chance.oneIn(doubled);
    }

    boolean lost() {
        return calm == null && chance.oneIn(late * 2);
    }

    boolean recordFails() {
        return calm == null && chance.oneIn(unwritable);
    }

    boolean launchFails() {
        return calm == null && chance.oneIn(unlaunchable);
    }

    /** Somebody kills the app right in the middle of this. */
    boolean fatalMoment() {
        return calm == null && chance.oneIn(40);
    }

    /** When a timer fires: on time, late (where it was lost and its fallback fires), or early, which it may be for ever. */
    long timer(long delay) {
        if (chance.oneIn(earlyTimer)) {
            return chance.upTo(delay);
        }
        return delay + latency();
    }
}
