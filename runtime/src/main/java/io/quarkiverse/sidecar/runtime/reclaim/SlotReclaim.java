package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.EndReport;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.Signals;
import io.quarkiverse.sidecar.runtime.process.StopRules;

/** Reclaims what the last holders of free slots left. The slots' locks are held meanwhile. */
final class SlotReclaim {

    private static final Logger LOG = Logger.getLogger(SlotReclaim.class);

    private final ProcessTable table;
    private final Signals signals;
    private final Observer observer;
    private final Function<String, StopRules> stopRules;
    private final OrphanEnding ending;
    private final List<Reclaimed> reclaimed = Collections.synchronizedList(new ArrayList<>());
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

    /**
     * All records are judged before anything is ended, and then everything is ended at the same time: several orphans that
     * ignore their signal cost one timeout. One bad record, or one that cannot be dealt with, keeps none of the others.
     */
    void run(List<Slot> slots) {
        List<Leftover> recorded = new ArrayList<>();
        slots.forEach(slot -> judge(slot, recorded));
        end(recorded);
        List<Leftover> unrecorded = new ArrayList<>();
        slots.stream().flatMap(slot -> slot.lastOwner().stream()).distinct().filter(owner -> !observer.mayBeAlive(owner))
                .forEach(dead -> guarded("what " + dead + " left without a record", () -> find(dead, unrecorded)));
        end(unrecorded);
    }

    private void judge(Slot slot, List<Leftover> leftovers) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(slot.records())) {
            for (Path file : files) {
                guarded("the record " + file, () -> judge(file).ifPresent(leftovers::add));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "Cannot read the records in %s", slot.folder());
        }
    }

    private Optional<Leftover> judge(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(RecordStore.SUFFIX)) {
            RecordFile content = RecordFormat.read(file);
            if (content instanceof SidecarRecord record) {
                return carryOut(file, record, Verdict.of(record, observer.observe(record)));
            }
            setAside(file, ((RecordFile.Damaged) content).why());
        }
        return Optional.empty();
    }

    /** Does at once whatever takes no time. Returns what is to be ended. */
    private Optional<Leftover> carryOut(Path file, SidecarRecord record, Verdict verdict) throws IOException {
        long pid = record.identity().pid();
        if (verdict.kind().leavesAlone) {
            leftAlone.add(new LeftAlone(record.sidecar(), pid, verdict.reason()));
            LOG.warnf("Left pid %d (%s) alone, which the record of sidecar '%s' (%s, written at %s) names: %s", pid,
                    table.executable(pid).map(Path::toString).orElse("unknown program"), Printable.of(record.sidecar()),
                    Printable.of(record.executable()), record.writtenAt(), verdict.reason());
        }
        if (verdict.kind().ends) {
            return Optional.of(new Leftover(record.sidecar(), pid, record.claim(), treeToEnd(record, verdict, table, signals),
                    verdict.reason(), Optional.of(file)));
        }
        if (verdict.kind().movesAside()) {
            setAside(file, verdict.reason());
        } else {
            Files.deleteIfExists(file);
        }
        return Optional.empty();
    }

    /** Only a main process that is proved ours proves others by its session: of a zombie nobody can ask whose it was. */
    static ProcessTree treeToEnd(SidecarRecord record, Verdict verdict, ProcessTable table, Signals signals) {
        if (verdict.kind() != Verdict.Kind.ORPHAN) {
            return new Carrier(record.claim(), record.identity().pid(), record.sidecar()).tree(table, signals);
        }
        return ProcessTree.of(table, signals, record.identity(), record.claim(), record.leadsSession());
    }

    private void find(OwnerId dead, List<Leftover> leftovers) {
        for (Carrier carrier : Carrier.of(dead, table)) {
            leftovers.add(new Leftover(carrier.sidecar(), carrier.pid(), carrier.claim(), carrier.tree(table, signals),
                    "it carries the owner id of the dead run " + dead + ", and its record was lost", Optional.empty()));
        }
    }

    /** A launch that two records name, one being a copy, is ended once. */
    private void end(List<Leftover> leftovers) {
        ParallelWork.run(leftovers.stream().collect(Collectors.groupingBy(Leftover::claim)).values().stream()
                .<Runnable> map(launch -> () -> launch.forEach(leftover -> guarded(
                        "what is left of sidecar '" + leftover.sidecar() + "', pid " + leftover.pid(), () -> end(leftover))))
                .toList());
    }

    private void end(Leftover left) throws IOException {
        EndReport report = ending.end(left.tree(),
                Optional.ofNullable(stopRules.apply(left.sidecar())).orElse(StopRules.DEFAULT));
        if (!report.ended().isEmpty()) {
            reclaimed.add(new Reclaimed(left.sidecar(), left.pid(), report.ended(), left.proof()));
            LOG.infof("Reclaimed sidecar '%s' of an earlier run, pid %d: %s. Ended %d process%s: %s",
                    Printable.of(left.sidecar()), left.pid(), Printable.of(left.proof()), report.ended().size(),
                    report.ended().size() == 1 ? "" : "es", report.ended());
        }
        if (left.record().isPresent() && left.tree().members().isEmpty()) {
            Files.deleteIfExists(left.record().get());
        }
    }

    private static void setAside(Path file, String why) throws IOException {
        LOG.warnf("A record of a sidecar cannot be used and is set aside as %s: %s", SetAside.move(file), Printable.of(why));
    }

    private static void guarded(String what, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warnf("Cannot deal with %s: %s", what, Printable.why(e));
        } catch (RuntimeException e) {
            LOG.warnf(e, "Cannot deal with %s", what);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
