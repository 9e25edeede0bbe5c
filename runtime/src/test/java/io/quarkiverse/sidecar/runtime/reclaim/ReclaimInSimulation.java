package io.quarkiverse.sidecar.runtime.reclaim;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Observer;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** What a start asks of this package, for the simulation of several instances, which has its own machine and folders. */
public final class ReclaimInSimulation {

    /**
     * @param tree what is ended; empty for nothing
     * @param movesAside the record is kept under another name
     */
    public record Plan(Optional<ProcessTree> tree, boolean movesAside) {
    }

    /**
     * What a start looks at before it judges.
     *
     * @param heldBy the owners of the slots that are held
     * @param lineage the JVM and its ancestors
     * @param asksForLife whether the record's owner may be alive is asked
     * @param readsMarks whether the environment of the recorded process is read
     */
    public record Look(ProcessTable table, Set<RunId> heldBy, Set<Long> lineage, boolean asksForLife, boolean readsMarks) {
    }

    private ReclaimInSimulation() {
    }

    public static String write(String sidecar, ProcessIdentity main, String token, RunId runId, Path executable,
            LaunchTraces traces) {
        return RecordCodec.encode(new LaunchRecord(sidecar, main, token, runId, true, executable, Instant.EPOCH, traces));
    }

    /** What is added to a record with the polls. */
    public static String note(String content, LaunchTraces traces) {
        return RecordCodec.encode(((LaunchRecord) RecordCodec.decode(content)).with(traces));
    }

    public static RecordFile read(String text) {
        return RecordCodec.decode(text);
    }

    public static Plan judge(RecordFile file, Look look) {
        if (!(file instanceof LaunchRecord record)) {
            return new Plan(Optional.empty(), true);
        }
        Verdict verdict = Verdict.of(record, observe(record, look));
        Optional<ProcessTree> tree = verdict.kind().ends
                ? Optional.of(OrphanReclaim.treeToEnd(record, look.table()))
                : Optional.empty();
        return new Plan(tree, verdict.kind().movesAside());
    }

    public static boolean mayBeAlive(RunId runId, Look look) {
        return look.heldBy().contains(runId) || look.asksForLife() && runId.alive(look.table());
    }

    /** The trees of the launches of a dead owner that still have processes. */
    public static List<ProcessTree> carried(RunId dead, ProcessTable table) {
        return UnrecordedLaunch.of(dead, table).stream().map(launch -> launch.tree(table)).toList();
    }

    /** As the observer sees it, but for what it asks of the real JVM. */
    private static Observation observe(LaunchRecord record, Look look) {
        Observation seen = new Observer(look.table(), look.heldBy()).observe(record);
        return new Observation(seen.machine(), mayBeAlive(record.runId(), look), look.lineage(), seen.entry(),
                look.readsMarks() ? seen.mark() : Mark.NONE, seen.traced(), seen.sameExecutable());
    }
}
