package io.quarkiverse.sidecar.runtime.supervisor.simulation;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the supervisors of the simulation on this thread log as an error. */
final class Complaints extends Handler {

    private static final Logger LOGGER = Logger.getLogger("io.quarkiverse.sidecar.runtime.supervisor");
    private final ThreadLocal<World> worlds = new ThreadLocal<>();

    static Complaints heard() {
        Complaints complaints = new Complaints();
        LOGGER.addHandler(complaints);
        LOGGER.setUseParentHandlers(false);
        return complaints;
    }

    void unheard() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    void of(World world) {
        worlds.set(world);
    }

    @Override
    public void publish(LogRecord complaint) {
        World world = worlds.get();
        if (world != null && complaint.getLevel().intValue() >= Level.WARNING.intValue()) {
            world.require(false, Invariant.NOTHING_LOGGED, "%s %s", complaint.getMessage(), complaint.getThrown());
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is open
    }
}
