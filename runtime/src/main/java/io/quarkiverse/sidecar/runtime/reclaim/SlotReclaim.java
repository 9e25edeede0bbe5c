package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.EndReport;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.Signals;
import io.quarkiverse.sidecar.runtime.process.StopRules;

/** Reclaims what the last holder of a slot left. The slot's lock is held meanwhile. */
final class SlotReclaim {

    private static final Logger LOG = Logger.getLogger(SlotReclaim.class);

    private final ProcessTable table;
    private final Signals signals;
    private final Observer observer;
    private final Function<String, StopRules> stopRules;
    private final OrphanEnding ending;
    private final List<Reclaimed> reclaimed = new ArrayList<>();
    private final List<LeftAlone> leftAlone = new ArrayList<>();

    SlotReclaim(ProcessTable table, Signals signals, Observer observer, Function<String, StopRules> stopRules,
            OrphanEnding ending) {
        this.table = table;
        this.signals = signals;
        this.observer = observer;
        this.stopRules = stopRules;
        this.ending = ending;
    }

    List<Reclaimed> reclaimed() {
        return reclaimed;
    }

    List<LeftAlone> leftAlone() {
        return leftAlone;
    }

    /** One bad record, or one that cannot be dealt with, keeps none of the others. */
    void run(Slot slot, Optional<OwnerId> lastOwner) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(slot.records())) {
            for (Path file : files) {
                guarded("the record " + file, () -> reclaim(file));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "Cannot read the records in %s", slot.folder());
        }
        lastOwner.filter(owner -> !observer.mayBeAlive(owner)).ifPresent(
                dead -> guarded("what " + dead + " left without a record", () -> endCarriers(dead)));
    }

    private void reclaim(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(RecordStore.SUFFIX)) {
            RecordFile content = RecordFormat.read(file);
            if (content instanceof SidecarRecord record) {
                carryOut(file, record, Verdict.of(record, observer.observe(record)));
            } else {
                setAside(file, ((RecordFile.Damaged) content).why());
            }
        }
    }

    private void carryOut(Path file, SidecarRecord record, Verdict verdict) throws IOException {
        long pid = record.identity().pid();
        if (verdict.kind().leavesAlone) {
            leftAlone.add(new LeftAlone(record.sidecar(), pid, verdict.reason()));
            LOG.warnf("Left pid %d (%s) alone, which the record of sidecar '%s' (%s, written at %s) names: %s", pid,
                    table.executable(pid).map(Path::toString).orElse("unknown program"), Printable.of(record.sidecar()),
                    Printable.of(record.executable()), record.writtenAt(), verdict.reason());
        }
        if (verdict.kind().ends) {
            ProcessTree tree = treeToEnd(record, verdict, table, signals);
            end(record.sidecar(), pid, tree, verdict.reason());
            if (!tree.members().isEmpty()) {
                return;
            }
        }
        if (verdict.kind().movesAside()) {
            setAside(file, verdict.reason());
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Only a main process that is proved ours proves others by its session: of a zombie nobody can ask whose it was. */
    static ProcessTree treeToEnd(SidecarRecord record, Verdict verdict, ProcessTable table, Signals signals) {
        if (verdict.kind() != Verdict.Kind.ORPHAN) {
            return new Carrier(record.claim(), record.identity().pid(), record.sidecar()).tree(table, signals);
        }
        return ProcessTree.of(table, signals, record.identity(), record.claim(), record.leadsSession());
    }

    private void endCarriers(OwnerId dead) {
        for (Carrier carrier : Carrier.of(dead, table)) {
            end(carrier.sidecar(), carrier.pid(), carrier.tree(table, signals),
                    "it carries the owner id of the dead run " + dead + ", and its record was lost");
        }
    }

    private void end(String sidecar, long pid, ProcessTree tree, String proof) {
        EndReport report = ending.end(tree, Optional.ofNullable(stopRules.apply(sidecar)).orElse(StopRules.DEFAULT));
        if (!report.ended().isEmpty()) {
            reclaimed.add(new Reclaimed(sidecar, pid, report.ended(), proof));
            LOG.infof("Reclaimed sidecar '%s' of an earlier run, pid %d: %s. Ended %d process%s: %s",
                    Printable.of(sidecar), pid, Printable.of(proof),
                    report.ended().size(), report.ended().size() == 1 ? "" : "es", report.ended());
        }
    }

    private static void setAside(Path file, String why) throws IOException {
        LOG.warnf("A record of a sidecar cannot be used and is set aside as %s: %s", SetAside.move(file), Printable.of(why));
    }

    private static void guarded(String what, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warnf("Cannot deal with %s: %s", what, e.toString());
        } catch (RuntimeException e) {
            LOG.warnf(e, "Cannot deal with %s", what);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
