package io.quarkiverse.sidecar.runtime.reclaim;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** The verdict for the simulation of the lifecycle, which has its own processes. */
public final class VerdictInSimulation {

    private static final Path PROGRAM = Path.of("/opt/agent-monitor");
    private static final RunId OWNER = new RunId(4711, 1, "0".repeat(32));
    private static final Instant WRITTEN = Instant.EPOCH;

    /** What the record says: of which boot it is, whom it names, and whether its owner may be alive. */
    public record Noted(int boot, long pid, long ticks, boolean ownerAlive) {
    }

    /** What has the recorded pid now. */
    public record Living(long ticks, boolean leadsSession, boolean sameProgram, boolean carriesToken, boolean carriesOther) {
    }

    /**
     * @param main the process with the recorded pid is ended, with its tree
     * @param carriers whatever carries the recorded token and owner is ended
     */
    public record Ends(boolean main, boolean carriers) {
    }

    private VerdictInSimulation() {
    }

    /** @param living empty when nothing has the recorded pid */
    public static Ends of(Noted noted, int boot, Optional<Living> living) {
        ProcessIdentity identity = new ProcessIdentity(machine(noted.boot()), noted.pid(), noted.ticks());
        LaunchRecord record = new LaunchRecord("agent-monitor", identity, "token", OWNER, true, PROGRAM, WRITTEN,
                LaunchTraces.NONE);
        Observation seen = new Observation(machine(boot), noted.ownerAlive(), Set.of(1L),
                living.map(process -> entry(noted.pid(), process)), living.map(VerdictInSimulation::mark).orElse(Mark.NONE),
                false,
                living.filter(Living::sameProgram).isPresent());
        Verdict.Kind kind = Verdict.of(record, seen).kind();
        return new Ends(kind == Verdict.Kind.ORPHAN, kind.ends);
    }

    private static Machine machine(int boot) {
        return new Machine("boot-" + boot, 4026531836L);
    }

    private static ProcessEntry entry(long pid, Living living) {
        return new ProcessEntry(pid, 1, pid, living.leadsSession() ? pid : 1, living.ticks(), false);
    }

    private static Mark mark(Living living) {
        return living.carriesToken() ? Mark.OURS : living.carriesOther() ? Mark.OTHER : Mark.NONE;
    }
}
