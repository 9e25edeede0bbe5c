package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import java.util.EnumMap;
import java.util.Map;

import io.quarkiverse.sidecar.runtime.lifecycle.Command;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.lifecycle.TimerKind;

/** Timers: on time, late, early, doubled; cancelled ones may fire all the same. A lost one has a fallback, which is late. */
final class Timing {

    private final World world;
    private final App app;
    private final Map<TimerKind, Integer> latest = new EnumMap<>(TimerKind.class);
    private int serial;

    Timing(World world, App app) {
        this.world = world;
        this.app = app;
    }

    void set(Command.SetTimer timer) {
        int mine = ++serial;
        latest.put(timer.timer(), mine);
        Input elapsed = new Input.Elapsed(timer.launch(), timer.timer());
        fire(mine, elapsed, timer.timer(), world.faults.timer(timer.delay()));
        if (world.faults.doubled()) {
            fire(mine, elapsed, timer.timer(), timer.delay() + world.chance.upTo(20 * Chance.SECOND));
        }
    }

    private void fire(int mine, Input elapsed, TimerKind kind, long delay) {
        boolean cancellable = world.chance.oneIn(2);
        world.agenda.in(delay, elapsed, () -> {
            if (!cancellable || latest.get(kind) == mine) {
                app.receive(elapsed, null);
            }
        });
    }
}
