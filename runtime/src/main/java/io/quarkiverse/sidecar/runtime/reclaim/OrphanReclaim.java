package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.cgroup.OwnControlGroup;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Observer;
import io.quarkiverse.sidecar.runtime.reclaim.OrphanTermination.Leftover;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimReport.LeftAlone;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles;
import io.quarkiverse.sidecar.runtime.state.PrivateFiles.SetAside;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;
import io.quarkiverse.sidecar.runtime.state.RecordStore;
import io.quarkiverse.sidecar.runtime.state.RunId;
import io.quarkiverse.sidecar.runtime.state.Slot;

/** Reclaims what the last holders of free slots left. The slots' locks are held meanwhile. */
final class OrphanReclaim {

    private static final Logger LOG = Logger.getLogger(OrphanReclaim.class);

    private final ProcessTable table;
    private final Observer observer;
    private final OrphanTermination ending;
    private final Set<LaunchRecord> mainsGone = new LinkedHashSet<>();
    private final List<LeftAlone> leftAlone = new ArrayList<>();

    OrphanReclaim(ProcessTable table, Observer observer, OrphanTermination ending) {
        this.table = table;
        this.observer = observer;
        this.ending = ending;
    }

    List<ReclaimReport> reclaimed() {
        return ending.reclaimed();
    }

    List<LeftAlone> leftAlone() {
        return leftAlone;
    }

    List<LaunchRecord> mainsGone() {
        return List.copyOf(mainsGone);
    }

    /**
     * All records are judged before anything is ended. One bad record, or one that cannot be dealt with, keeps none of the
     * others. What is left at the end and may be of a sidecar is named.
     */
    void run(List<Slot> slots) {
        List<Leftover> recorded = new ArrayList<>();
        slots.forEach(slot -> evaluate(slot, recorded));
        ending.end(recorded);
        List<Leftover> unrecorded = new ArrayList<>();
        slots.stream().flatMap(slot -> slot.lastOwner().stream()).distinct().filter(runId -> !observer.mayBeAlive(runId))
                .forEach(dead -> guarded("what " + dead + " left without a record", () -> find(dead, unrecorded)));
        ending.end(unrecorded);
        leftAlone.addAll(ending.survivors());
        guarded("what may be left and is not proved", this::logUnverified);
    }

    private void evaluate(Slot slot, List<Leftover> leftovers) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(slot.records())) {
            for (Path file : files) {
                guarded("the record " + file, () -> evaluate(file).ifPresent(leftovers::add));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "Cannot read the records in %s", slot.directory());
        }
    }

    private Optional<Leftover> evaluate(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(RecordStore.SUFFIX)) {
            RecordFile content = RecordCodec.read(file);
            if (content instanceof LaunchRecord record) {
                Observation seen = observer.observe(record);
                Verdict verdict = Verdict.of(record, seen);
                LOG.debugf("The record of sidecar '%s', pid %d: %s, %s. Seen: %s, mark %s, same executable %s, owner alive %s",
                        LogSafe.of(record.sidecar()), record.identity().pid(), verdict.kind(), verdict.reason(),
                        seen.entry(), seen.mark(), seen.sameExecutable(), seen.ownerAlive());
                return apply(file, record, verdict);
            }
            setAside(file, ((RecordFile.Damaged) content).why());
        }
        return Optional.empty();
    }

    /** Does at once whatever takes no time. Returns what is to be ended. */
    private Optional<Leftover> apply(Path file, LaunchRecord record, Verdict verdict) throws IOException {
        long pid = record.identity().pid();
        if (verdict.kind().leavesAlone) {
            leftAlone.add(new LeftAlone(record.sidecar(), pid, verdict.reason()));
            LOG.warnf("Left pid %d (%s) alone, which the record of sidecar '%s' (%s, written at %s) names: %s", pid,
                    table.executable(pid).map(Path::toString).orElse("unknown program"), LogSafe.of(record.sidecar()),
                    LogSafe.of(record.executable()), record.writtenAt(), verdict.reason());
        }
        if (verdict.kind().ends) {
            mainsGone.add(record);
            return Optional.of(new Leftover(record.sidecar(), pid, record.marker(), treeToEnd(record, table),
                    verdict.reason(), Optional.of(file)));
        }
        if (verdict.kind().movesAside()) {
            setAside(file, verdict.reason());
        } else {
            Files.deleteIfExists(file);
        }
        return Optional.empty();
    }

    /** What has the recorded process id now is in it only if it is the recorded process. */
    static ProcessTree treeToEnd(LaunchRecord record, ProcessTable table) {
        return ProcessTree.of(table, record.identity(), record.marker(), record.leadsSession(),
                record.traces().existing());
    }

    private void find(RunId dead, List<Leftover> leftovers) {
        for (UnrecordedLaunch launch : UnrecordedLaunch.of(dead, table)) {
            leftovers.add(new Leftover(launch.sidecar(), launch.pid(), launch.marker(), launch.tree(table),
                    "it carries the owner id of the dead run " + dead + ", and its record was lost", Optional.empty()));
        }
        OwnControlGroup.removeRun(dead.toString());
        for (ControlGroup group : OwnControlGroup.ofRun(dead.toString())) {
            LaunchMarker marker = new LaunchMarker(dead.toString(), group.directory().getFileName().toString());
            leftovers.add(new Leftover("unknown", 0, marker,
                    ProcessTree.of(table, new ProcessIdentity(table.machine(), 0, 0), marker, false,
                            new LaunchTraces(Set.of(), Optional.of(group), 0, Map.of())),
                    "it is in a control group of the dead run " + dead + ", and its record was lost", Optional.empty()));
        }
    }

    private void logUnverified() {
        List<ProcessEntry> snapshot = mainsGone.isEmpty() ? List.of() : table.all();
        for (LaunchRecord record : mainsGone) {
            UnverifiedSession session = UnverifiedSession.of(record, snapshot, observer);
            if (!session.members().isEmpty()) {
                session.log(table);
                leftAlone.addAll(session.leftAlone());
            }
        }
    }

    private static void setAside(Path file, String why) throws IOException {
        LOG.warnf("A record of a sidecar cannot be used and is set aside as %s: %s", SetAside.move(file), LogSafe.of(why));
    }

    private static void guarded(String what, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warnf("Cannot deal with %s: %s", what, PrivateFiles.why(e));
        } catch (RuntimeException e) {
            LOG.warnf(e, "Cannot deal with %s", what);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
