package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles.UnusableFileException;

/** The slots of one application on one machine, while a run of it looks for its own. */
public final class SlotAllocator {

    private static final Logger LOG = Logger.getLogger(SlotAllocator.class);

    /** More instances than any application has on one machine. */
    private static final int MOST = 1000;

    /** Long for a scan of all slots. An instance that terminates unresponsive orphans takes longer; this one does not wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PAUSE_MILLIS = 5;

    private final ProcessTable table;
    private final Path bootDirectory;
    private final RunId runId;
    private final List<HeldSlot> free = new ArrayList<>();
    private final Set<RunId> heldBy = new HashSet<>();
    private final Set<Integer> seen = new HashSet<>();

    /** A slot with its lock. */
    public record HeldSlot(Slot slot, SlotLock lock) {
    }

    public SlotAllocator(ProcessTable table, Path bootDirectory, RunId runId) {
        this.table = table;
        this.bootDirectory = bootDirectory;
        this.runId = runId;
    }

    /** Those that were free, and are locked now, by number. */
    public List<HeldSlot> free() {
        return List.copyOf(free);
    }

    /** The owners of those that others hold. */
    public Set<RunId> heldBy() {
        return Set.copyOf(heldBy);
    }

    /**
     * A starting instance holds all free slots for a moment, before it releases all but one. Others wait for that moment:
     * otherwise instances that always start together would always add a slot.
     */
    public void lockFreeSlots() throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (lookForFree() && System.nanoTime() - until < 0 && paused()) {
            heldBy.clear();
        }
    }

    /** Returns true when none is free, but one is locked by an instance that does not own it yet. */
    private boolean lookForFree() throws IOException {
        boolean looked = false;
        for (Slot slot : Slot.in(bootDirectory)) {
            boolean first = seen.add(slot.index());
            try {
                Optional<HeldSlot> held = lock(slot);
                held.ifPresent(free::add);
                if (held.isEmpty()) {
                    slot.lastOwner().ifPresent(heldBy::add);
                    looked |= slot.lastOwner().filter(last -> last.alive(table)).isEmpty();
                }
            } catch (IOException | RuntimeException e) {
                if (first) {
                    LOG.warnf("Left a slot alone: %s", PrivateFiles.why(e));
                }
            }
        }
        return free.isEmpty() && looked;
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The first free one that can be written in, else a new one. */
    public HeldSlot pick() throws IOException {
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

    public void releaseOthers(Optional<HeldSlot> kept) {
        for (HeldSlot held : free) {
            try {
                if (kept.filter(held::equals).isEmpty()) {
                    held.lock().close();
                }
            } catch (IOException e) {
                LOG.warnf(e, "Cannot release %s", held.slot().directory());
            }
        }
    }

    private boolean prepare(HeldSlot held) {
        try {
            held.slot().prepare(runId);
            return true;
        } catch (IOException e) {
            LOG.warnf("Cannot use the slot %s, so another one is taken: %s", held.slot().directory(), PrivateFiles.why(e));
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
            Optional<HeldSlot> held = lock(Slot.create(bootDirectory, index));
            held.ifPresent(free::add);
            if (held.isPresent()) {
                held.get().slot().prepare(runId);
            }
            return held;
        } catch (UnusableFileException e) {
            LOG.warnf("Left a slot alone: %s", PrivateFiles.why(e));
            return Optional.empty();
        }
    }

    /** A free lock is not enough: the lock file of a live owner may have been removed. */
    private Optional<HeldSlot> lock(Slot slot) throws IOException {
        Optional<SlotLock> lock = slot.tryLock(runId);
        if (lock.isPresent() && slot.lastOwner().filter(last -> last.alive(table)).isPresent()) {
            LOG.warnf("The lock of %s is free, but its owner may be alive: left alone", slot.directory());
            lock.get().close();
            return Optional.empty();
        }
        return lock.map(held -> new HeldSlot(slot, held));
    }
}
