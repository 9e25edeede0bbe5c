package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Observer;
import io.quarkiverse.sidecar.runtime.reclaim.OrphanTermination.OrphanEnding;
import io.quarkiverse.sidecar.runtime.state.BootDirectory;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles;
import io.quarkiverse.sidecar.runtime.state.RunId;
import io.quarkiverse.sidecar.runtime.state.Slot;
import io.quarkiverse.sidecar.runtime.state.Slot.SlotUpkeep;
import io.quarkiverse.sidecar.runtime.state.SlotAllocator;
import io.quarkiverse.sidecar.runtime.state.SlotAllocator.HeldSlot;
import io.quarkiverse.sidecar.runtime.state.StateDirectory;

/** Takes a slot for this run of the application, after ending what the dead holders of all free slots left. */
public final class Reclaimer {

    private static final Logger LOG = Logger.getLogger(Reclaimer.class);

    private static final String NO_SLOT = "Cannot take a slot in %s, so a sidecar that outlives this application is not"
            + " reclaimed";

    private final ProcessTable table;
    private final Supplier<Optional<Path>> location;
    private Optional<Path> applicationDirectory;
    private final OrphanEnding ending;

    /** @param applicationDirectory as {@link StateDirectory#locate} returns it; asked for once, and only when it is needed */
    public Reclaimer(ProcessTable table, Supplier<Optional<Path>> applicationDirectory) {
        this(table, new SignalSender(table), applicationDirectory);
    }

    /** @param applicationDirectory as {@link StateDirectory#locate} returns it */
    public Reclaimer(ProcessTable table, Optional<Path> applicationDirectory) {
        this(table, new SignalSender(table), applicationDirectory);
    }

    /**
     * @param signals sends what ends orphans
     * @param applicationDirectory as {@link StateDirectory#locate} returns it
     */
    public Reclaimer(ProcessTable table, SignalSender signals, Optional<Path> applicationDirectory) {
        this(table, signals, () -> applicationDirectory);
    }

    private Reclaimer(ProcessTable table, SignalSender signals, Supplier<Optional<Path>> location) {
        this.table = table;
        this.ending = new OrphanEnding(signals);
        this.location = location;
    }

    /**
     * Blocks until everything that is proved to be left over has ended; call it on a worker thread, once for each run of the
     * application. Throws nothing: when no slot can be had, the reason is logged and the application runs without records.
     *
     * @param stopRules how to end a sidecar of that name; null for one that is not known any more
     */
    public SlotLease occupy(Function<String, StopPolicy> stopRules) {
        RunId runId = RunId.create(table);
        Optional<Path> directory = applicationDirectory();
        if (directory.isPresent()) {
            try {
                return occupy(directory.get(), runId, stopRules);
            } catch (IOException e) {
                LOG.warnf(NO_SLOT + ": %s", directory.get(), PrivateFiles.why(e));
            } catch (RuntimeException e) {
                LOG.warnf(e, NO_SLOT, directory.get());
            }
        }
        return new SlotLease(table, runId, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
    }

    /** Whether the other one is for the same application, with its state in the same place. */
    public boolean servesTheSameAs(Reclaimer other) {
        return applicationDirectory().equals(other.applicationDirectory());
    }

    private synchronized Optional<Path> applicationDirectory() {
        if (applicationDirectory == null) {
            applicationDirectory = location.get();
        }
        return applicationDirectory;
    }

    /**
     * Has what is left over killed from now on, without asking, so that {@link #occupy} comes to its end. Any thread; does not
     * block.
     */
    public void escalate() {
        ending.escalate();
    }

    private SlotLease occupy(Path directory, RunId runId, Function<String, StopPolicy> stopRules) throws IOException {
        BootDirectory.sweepEarlierBoots(directory, table.machine(), runId);
        SlotAllocator slots = new SlotAllocator(table, BootDirectory.open(directory, table.machine()), runId);
        Optional<HeldSlot> kept = Optional.empty();
        try {
            slots.lockFreeSlots();
            List<Slot> free = slots.free().stream().map(HeldSlot::slot).toList();
            free.forEach(SlotUpkeep::run);
            OrphanReclaim reclaim = new OrphanReclaim(table, new Observer(table, slots.heldBy()),
                    new OrphanTermination(stopRules, ending));
            reclaim.run(free);
            kept = Optional.of(slots.pick());
            return new SlotLease(table, runId, kept, Optional.of(kept.get().slot().records()), reclaim.reclaimed(),
                    reclaim.leftAlone(), reclaim.mainsGone());
        } finally {
            slots.releaseOthers(kept);
        }
    }
}
