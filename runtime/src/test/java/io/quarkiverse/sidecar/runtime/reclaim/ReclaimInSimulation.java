package io.quarkiverse.sidecar.runtime.reclaim;

import java.time.Instant;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;

/** What a start asks of this package, for the simulation of several instances, which has its own machine and folders. */
public final class ReclaimInSimulation {

    /**
     * @param ends the processes of the record's launch are ended
     * @param movesAside the record is kept under another name
     */
    public record Plan(boolean ends, boolean movesAside) {
    }

    /**
     * What a start looks at before it judges.
     *
     * @param heldBy the owners of the slots that are held
     * @param lineage the JVM and its ancestors
     * @param asksForLife whether the record's owner may be alive is asked
     * @param readsMarks whether the environment of the recorded process is read
     */
    public record Look(ProcessTable table, Set<OwnerId> heldBy, Set<Long> lineage, boolean asksForLife, boolean readsMarks) {
    }

    private ReclaimInSimulation() {
    }

    public static String write(String sidecar, ProcessIdentity main, String token, OwnerId owner, Path executable) {
        return RecordFormat.encode(new SidecarRecord(sidecar, main, token, owner, true, executable, Instant.EPOCH));
    }

    public static RecordFile read(String text) {
        return RecordFormat.decode(text);
    }

    public static Plan judge(RecordFile file, Look look) {
        Verdict.Kind kind = Verdict.of(file, file instanceof SidecarRecord record ? observe(record, look) : null).kind();
        return new Plan(kind.ends, kind.movesAside());
    }

    public static boolean mayBeAlive(OwnerId owner, Look look) {
        return look.heldBy().contains(owner) || look.asksForLife() && owner.alive(look.table());
    }

    public static ProcessTree tree(SidecarRecord record, ProcessTable table) {
        return ProcessTree.of(table, record.identity(), record.claim(), record.leadsSession());
    }

    /** The trees of the launches of a dead owner that still have processes. */
    public static List<ProcessTree> carried(OwnerId dead, ProcessTable table) {
        return Carrier.of(dead, table).stream().map(carrier -> carrier.tree(table)).toList();
    }

    /** As the observer sees it, but for what it asks of the real JVM. */
    private static Observation observe(SidecarRecord record, Look look) {
        Observation seen = new Observer(look.table(), look.heldBy()).observe(record);
        return new Observation(seen.machine(), mayBeAlive(record.owner(), look), look.lineage(), seen.entry(),
                look.readsMarks() ? seen.mark() : Mark.NONE, seen.sameExecutable());
    }
}
