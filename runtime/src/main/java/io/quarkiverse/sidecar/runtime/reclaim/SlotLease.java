package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimReport.LeftAlone;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordStore;
import io.quarkiverse.sidecar.runtime.state.RunId;
import io.quarkiverse.sidecar.runtime.state.Slot;
import io.quarkiverse.sidecar.runtime.state.SlotAllocator.HeldSlot;
import io.quarkiverse.sidecar.runtime.state.SlotLock;

/** The slot that this run of the application holds until {@link #close}. Safe for use by any thread. */
public final class SlotLease implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SlotLease.class);

    private final ProcessTable table;
    private final RunId runId;
    private final Optional<HeldSlot> held;
    private final RecordStore records;
    private final List<ReclaimReport> reclaimed;
    private final List<LeftAlone> leftAlone;
    private final List<LaunchRecord> mainsGone;

    /**
     * @param held empty when there is no folder to keep state in
     * @param mainsGone the records of earlier runs whose main process had ended
     */
    SlotLease(ProcessTable table, RunId runId, Optional<HeldSlot> held, Optional<Path> recordDirectory,
            List<ReclaimReport> reclaimed, List<LeftAlone> leftAlone, List<LaunchRecord> mainsGone) {
        this.table = table;
        this.runId = runId;
        this.held = held;
        this.records = new RecordStore(recordDirectory);
        this.reclaimed = List.copyOf(reclaimed);
        this.leftAlone = List.copyOf(leftAlone);
        this.mainsGone = List.copyOf(mainsGone);
    }

    /** The id of this run: what its sidecars carry as {@code SIDECAR_OWNER}. */
    public String owner() {
        return runId.toString();
    }

    /** Where this run records what it launches. Without a usable state folder its writes fail. */
    public RecordStore records() {
        return records;
    }

    /** What earlier runs left and was ended at the start. */
    public List<ReclaimReport> reclaimed() {
        return reclaimed;
    }

    /** What records of earlier runs named, or what may be left of it, and was not ended. */
    public List<LeftAlone> leftAlone() {
        return leftAlone;
    }

    /**
     * True when that process is probably left of an earlier launch of the sidecar, though nothing proves it: it was named at
     * the start, or it runs the sidecar's program and was started after such a launch.
     */
    public boolean mayBeLeftOf(String sidecar, long pid) {
        if (leftAlone.stream().anyMatch(left -> left.sidecar().equals(sidecar) && left.pid() == pid)) {
            return true;
        }
        Optional<ProcessEntry> process = table.find(pid);
        Optional<Path> program = table.executable(pid);
        return process.isPresent() && program.isPresent()
                && Stream.concat(mainsGone.stream(), records.first(sidecar).stream())
                        .anyMatch(launch -> launch.sidecar().equals(sidecar) && launch.executable().equals(program.get())
                                && process.get().startTicks() >= launch.identity().startTicks());
    }

    /** True when that is the owner of another slot of this application on this machine, and alive. */
    public boolean isOtherLiveInstance(String other) {
        Optional<RunId> id = RunId.parse(other).filter(parsed -> !parsed.equals(runId));
        if (id.isEmpty() || held.isEmpty()) {
            return false;
        }
        try {
            return Slot.in(held.get().slot().directory().getParent()).stream()
                    .anyMatch(slot -> slot.lastOwner().equals(id)) && id.get().alive(table);
        } catch (IOException e) {
            LOG.debugf(e, "Cannot read the slots beside %s", held.get().slot().directory());
            return false;
        }
    }

    /** Releases the slot. Its next holder reclaims the sidecars that are still running. */
    @Override
    public void close() {
        records.close();
        held.ifPresent(slot -> {
            try (SlotLock lock = slot.lock()) {
                if (nothingRecorded(slot.slot())) {
                    slot.slot().forgetOwner();
                }
            } catch (IOException e) {
                LOG.warnf(e, "Cannot release %s", slot.slot().directory());
            }
        });
    }

    private static boolean nothingRecorded(Slot slot) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(slot.records(), "*" + RecordStore.SUFFIX)) {
            return !files.iterator().hasNext();
        }
    }
}
