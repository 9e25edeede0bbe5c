package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.concurrent.MonotonicClock;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Agenda;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;

/** The queue that everything runs in, and the clock and the timers that go by it. */
final class World implements MonotonicClock, Timer {

    final Chance chance;
    final Agenda agenda = new Agenda();
    /** From then on programs are well-behaved, and users ask nothing. */
    boolean calm;
    int timers;
    /** The first thing that did not hold; null as long as all does. */
    Violation broken;
    private final Optional<Flaw> flaw;
    private final long origin;

    World(long seed, Optional<Flaw> flaw) {
        this.chance = new Chance(seed);
        this.flaw = flaw;
        // The clock may have any origin: also one from which it soon wraps around.
        this.origin = chance.oneIn(4) ? Long.MAX_VALUE - 30 * Chance.SECOND : chance.any();
    }

    boolean has(Flaw which) {
        return flaw.filter(which::equals).isPresent();
    }

    void in(long most, String what, Runnable effect) {
        agenda.in(chance.upTo(most), what, effect);
    }

    @Override
    public long nanos() {
        return origin + agenda.now();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(agenda.now());
    }

    @Override
    public Job after(String name, Duration delay, Runnable task) {
        if (has(Flaw.TIMER_LOST) && chance.oneIn(4)) {
            return () -> {
            };
        }
        boolean[] over = new boolean[1];
        timers++;
        agenda.in(delay.toNanos() + (chance.oneIn(10) ? chance.upTo(Chance.SECOND) : 0), name, () -> {
            if (!over[0] || has(Flaw.TIMERS_CANNOT_BE_CANCELLED)) {
                timers -= over[0] ? 0 : 1;
                over[0] = true;
                task.run();
            }
        });
        return () -> {
            timers -= over[0] ? 0 : 1;
            over[0] = true;
        };
    }

    @Override
    public Job every(String name, Duration interval, Runnable task) {
        throw new UnsupportedOperationException("The supervisor sets timers once");
    }

    /** Noted, not thrown: the mailbox, and every future, would swallow it. */
    void require(boolean holds, Invariant invariant, String what, Object... details) {
        if (!holds && broken == null) {
            broken = new Violation(invariant, what.formatted(details));
        }
    }
}
