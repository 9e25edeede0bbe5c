package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.Signals;
import io.quarkiverse.sidecar.runtime.process.StopRules;
import io.quarkiverse.sidecar.runtime.reclaim.Occupancy.HeldSlot;

/** Takes a slot for this run of the application, after ending what the dead holders of all free slots left. */
public final class Reclaimer {

    private static final Logger LOG = Logger.getLogger(Reclaimer.class);

    /** More instances of one application on one machine than anybody has. */
    private static final int MOST_SLOTS = 1000;

    private final ProcessTable table;
    private final Signals signals;
    private final Optional<Path> applicationFolder;
    private final OrphanEnding ending = new OrphanEnding();

    /** @param applicationFolder as {@link StateFolder#locate} returns it */
    public Reclaimer(ProcessTable table, Optional<Path> applicationFolder) {
        this(table, new Signals(table), applicationFolder);
    }

    /**
     * @param signals sends what ends orphans
     * @param applicationFolder as {@link StateFolder#locate} returns it
     */
    public Reclaimer(ProcessTable table, Signals signals, Optional<Path> applicationFolder) {
        this.table = table;
        this.signals = signals;
        this.applicationFolder = applicationFolder;
    }

    /**
     * Blocks until everything that is proved to be left over has ended; call it on a worker thread, once for each run of the
     * application. Throws nothing: when no slot can be had, the reason is logged and the application runs without records.
     *
     * @param stopRules how to end a sidecar of that name; null for one that is not known any more
     */
    public Occupancy occupy(Function<String, StopRules> stopRules) {
        OwnerId owner = OwnerId.create(table);
        if (applicationFolder.isPresent()) {
            try {
                return occupy(applicationFolder.get(), owner, stopRules);
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "Cannot take a slot in %s: a sidecar that outlives this application is not reclaimed",
                        applicationFolder.get());
            }
        }
        return new Occupancy(table, owner, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /**
     * Kills what is left over from now on, without asking, so that {@link #occupy} comes to its end. Any thread; blocks until
     * the one that is being asked has ended.
     */
    public void hurry() {
        ending.hurry();
    }

    private Occupancy occupy(Path folder, OwnerId owner, Function<String, StopRules> stopRules) throws IOException {
        MachineFolder.sweepEarlierBoots(folder, table.machine(), owner);
        Path machineFolder = MachineFolder.open(folder, table.machine());
        List<HeldSlot> free = new ArrayList<>();
        boolean kept = false;
        try {
            Set<OwnerId> heldBy = lockAll(machineFolder, owner, free);
            SlotReclaim reclaim = new SlotReclaim(table, signals, new Observer(table, heldBy), stopRules, ending);
            for (HeldSlot held : free) {
                reclaim.run(held.slot(), held.slot().lastOwner());
            }
            HeldSlot first = free.get(0);
            Path records = first.slot().records();
            first.slot().writeOwner(owner);
            kept = true;
            return new Occupancy(table, owner, Optional.of(first), Optional.of(records), reclaim.reclaimed(),
                    reclaim.leftAlone());
        } finally {
            release(free.subList(kept ? 1 : 0, free.size()));
        }
    }

    /** Locks every free slot, and a new one if there is none. Returns the owners of those that are held. */
    private Set<OwnerId> lockAll(Path machineFolder, OwnerId owner, List<HeldSlot> free) throws IOException {
        Set<OwnerId> heldBy = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        for (Slot slot : Slot.in(machineFolder)) {
            seen.add(slot.index());
            lock(() -> slot, owner).ifPresentOrElse(free::add, () -> slot.lastOwner().ifPresent(heldBy::add));
        }
        for (int index = 0; free.isEmpty() && index < MOST_SLOTS; index++) {
            if (!seen.contains(index)) {
                int next = index;
                lock(() -> Slot.create(machineFolder, next), owner).ifPresent(free::add);
            }
        }
        if (free.isEmpty()) {
            throw new IOException("all " + MOST_SLOTS + " slots are held");
        }
        return heldBy;
    }

    /** A free lock is not enough: whoever removed the lock file of a live owner made it free. */
    private Optional<HeldSlot> lock(SlotSource source, OwnerId owner) {
        try {
            Slot slot = source.get();
            Optional<OwnerLock> lock = slot.tryLock(owner);
            if (lock.isPresent() && slot.lastOwner().filter(last -> last.alive(table)).isPresent()) {
                LOG.warnf("The lock of %s is free, but its owner may be alive: left alone", slot.folder());
                lock.get().close();
                return Optional.empty();
            }
            return lock.map(held -> new HeldSlot(slot, held));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Left a slot alone: %s", e.toString());
            return Optional.empty();
        }
    }

    private interface SlotSource {
        Slot get() throws IOException;
    }

    private static void release(List<HeldSlot> slots) {
        for (HeldSlot held : slots) {
            try {
                held.lock().close();
            } catch (IOException e) {
                LOG.warnf(e, "Cannot release %s", held.slot().folder());
            }
        }
    }
}
