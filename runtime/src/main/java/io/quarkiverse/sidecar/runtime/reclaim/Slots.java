package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Occupancy.HeldSlot;
import io.quarkiverse.sidecar.runtime.reclaim.PrivateFiles.UnusableFileException;

/** The slots of one application on one machine, while a run of it looks for its own. */
final class Slots {

    private static final Logger LOG = Logger.getLogger(Slots.class);

    /** More instances of one application on one machine than anybody has. */
    private static final int MOST = 1000;

    private final ProcessTable table;
    private final Path machineFolder;
    private final OwnerId owner;
    private final List<HeldSlot> free = new ArrayList<>();
    private final Set<OwnerId> heldBy = new HashSet<>();
    private final Set<Integer> seen = new HashSet<>();

    Slots(ProcessTable table, Path machineFolder, OwnerId owner) {
        this.table = table;
        this.machineFolder = machineFolder;
        this.owner = owner;
    }

    /** Those that were free, and are locked now, by number. */
    List<HeldSlot> free() {
        return List.copyOf(free);
    }

    /** The owners of those that others hold. */
    Set<OwnerId> heldBy() {
        return Set.copyOf(heldBy);
    }

    void lockFree() throws IOException {
        for (Slot slot : Slot.in(machineFolder)) {
            seen.add(slot.index());
            try {
                lock(slot).ifPresentOrElse(free::add, () -> slot.lastOwner().ifPresent(heldBy::add));
            } catch (IOException | RuntimeException e) {
                LOG.warnf("Left a slot alone: %s", Printable.why(e));
            }
        }
    }

    /** The first free one that can be written in, else a new one. */
    HeldSlot choose() throws IOException {
        for (HeldSlot held : free) {
            if (prepare(held)) {
                return held;
            }
        }
        for (int index = 0; index < MOST; index++) {
            Optional<HeldSlot> created = seen.contains(index) ? Optional.empty() : create(index);
            if (created.isPresent()) {
                return created.get();
            }
        }
        throw new IOException("all " + MOST + " slots are held");
    }

    void releaseAllBut(Optional<HeldSlot> kept) {
        for (HeldSlot held : free) {
            try {
                if (kept.filter(held::equals).isEmpty()) {
                    held.lock().close();
                }
            } catch (IOException e) {
                LOG.warnf(e, "Cannot release %s", held.slot().folder());
            }
        }
    }

    private boolean prepare(HeldSlot held) {
        try {
            held.slot().prepare(owner);
            return true;
        } catch (IOException e) {
            LOG.warnf("Cannot use the slot %s, so another one is taken: %s", held.slot().folder(), Printable.why(e));
            return false;
        }
    }

    /**
     * Empty when that number cannot be had, because something stands there or another instance was quicker.
     *
     * @throws IOException when the system refuses: so it would for every other number
     */
    private Optional<HeldSlot> create(int index) throws IOException {
        try {
            Optional<HeldSlot> held = lock(Slot.create(machineFolder, index));
            held.ifPresent(free::add);
            if (held.isPresent()) {
                held.get().slot().prepare(owner);
            }
            return held;
        } catch (UnusableFileException e) {
            LOG.warnf("Left a slot alone: %s", Printable.why(e));
            return Optional.empty();
        }
    }

    /** A free lock is not enough: whoever removed the lock file of a live owner made it free. */
    private Optional<HeldSlot> lock(Slot slot) throws IOException {
        Optional<OwnerLock> lock = slot.tryLock(owner);
        if (lock.isPresent() && slot.lastOwner().filter(last -> last.alive(table)).isPresent()) {
            LOG.warnf("The lock of %s is free, but its owner may be alive: left alone", slot.folder());
            lock.get().close();
            return Optional.empty();
        }
        return lock.map(held -> new HeldSlot(slot, held));
    }
}
