package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Mark;
import io.quarkiverse.sidecar.runtime.reclaim.Verdict.Kind;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** The table of the design, row by row. */
class VerdictTest {

    private static final Machine HERE = new Machine("3c0e8a3e-0000-4000-8000-000000000001", 4026531836L);
    private static final long PID = 4711;
    private static final long TICKS = 1000;

    private LaunchRecord record = record(HERE, PID, false);
    private Machine machine = HERE;
    private boolean ownerAlive;
    private Set<Long> protectedPids = Set.of(1L, 50L, 60L);
    private Optional<ProcessEntry> entry = Optional.of(process(TICKS, 7, false));
    private Mark mark = Mark.NONE;
    private boolean traced;
    private boolean sameExecutable;

    @Test
    void aLiveOwnersProcessIsLeftAlone() {
        ownerAlive = true;
        mark = Mark.OURS;

        assertThat(verdict()).isEqualTo(Kind.OWNED).matches(kind -> !kind.ends && kind.leavesAlone);
    }

    @ParameterizedTest
    @ValueSource(longs = { -1, 0, 1, 50, 60, 1L << 31, 1L << 32 | 50, Long.MAX_VALUE, Long.MIN_VALUE })
    void aPidThatNoSidecarCanHaveIsHostile(long pid) {
        record = record(HERE, pid, true);
        entry = Optional.of(new ProcessEntry(pid, 1, pid, pid, TICKS, false));
        mark = Mark.OURS;
        sameExecutable = true;

        assertThat(verdict()).isEqualTo(Kind.HOSTILE).matches(kind -> !kind.ends);
    }

    @Test
    void anotherBootMeansNothingHere() {
        record = record(new Machine("3c0e8a3e-0000-4000-8000-000000000002", HERE.pidNamespace()), PID, true);
        mark = Mark.OURS;

        assertThat(verdict()).isEqualTo(Kind.ELSEWHERE).matches(kind -> !kind.ends);
    }

    @Test
    void anotherPidNamespaceMeansNothingHere() {
        record = record(new Machine(HERE.bootId(), 4026532000L), PID, true);
        mark = Mark.OURS;

        assertThat(verdict()).isEqualTo(Kind.ELSEWHERE).matches(kind -> !kind.ends);
    }

    @Test
    void aDamagedRecordEndsNothingByItself() {
        assertThat(Verdict.of(new RecordFile.Damaged("cut off"), seen())).isEqualTo(new Verdict(Kind.DAMAGED, "cut off"));
        assertThat(Kind.DAMAGED.ends).isFalse();
        assertThat(Kind.DAMAGED.movesAside()).isTrue();
    }

    @Test
    void whenTheProcessIsGoneWhatElseCarriesTheTokenIsEnded() {
        entry = Optional.empty();

        assertThat(verdict()).isEqualTo(Kind.GONE).matches(kind -> kind.ends && !kind.leavesAlone);
    }

    @Test
    void aZombieIsGone() {
        entry = Optional.of(process(TICKS, 7, true));
        mark = Mark.OURS;

        assertThat(verdict()).isEqualTo(Kind.GONE);
    }

    @Test
    void theSameProcessWithOurTokenIsAnOrphan() {
        mark = Mark.OURS;

        assertThat(verdict()).isEqualTo(Kind.ORPHAN).matches(kind -> kind.ends && !kind.leavesAlone);
    }

    @Test
    void theSameProcessWithoutATokenIsAnOrphanWhenItLeadsItsSession() {
        record = record(HERE, PID, true);
        entry = Optional.of(process(TICKS, PID, false));

        assertThat(verdict()).isEqualTo(Kind.ORPHAN);
    }

    @Test
    void leadingASessionProvesNothingUnlessTheRecordSaysSo() {
        entry = Optional.of(process(TICKS, PID, false));

        assertThat(verdict()).isEqualTo(Kind.FOREIGN);
    }

    @Test
    void theRecordsWordOfASessionProvesNothingUnlessTheProcessLeadsIt() {
        record = record(HERE, PID, true);

        assertThat(verdict()).isEqualTo(Kind.FOREIGN);
    }

    @Test
    void theSameProcessWithoutATokenIsAnOrphanWhenItsExecutableMatches() {
        sameExecutable = true;

        assertThat(verdict()).isEqualTo(Kind.ORPHAN);
    }

    @Test
    void theSameProcessWithoutAnyProofIsForeign() {
        assertThat(verdict()).isEqualTo(Kind.FOREIGN).matches(kind -> !kind.ends && kind.leavesAlone);
    }

    @Test
    void theSameProcessWithAnotherTokenIsForeignWhateverElseMatches() {
        record = record(HERE, PID, true);
        entry = Optional.of(process(TICKS, PID, false));
        mark = Mark.OTHER;
        sameExecutable = true;

        assertThat(verdict()).isEqualTo(Kind.FOREIGN);
    }

    @Test
    void anotherStartIsARecycledPid() {
        entry = Optional.of(process(TICKS + 1, PID, false));
        sameExecutable = true;

        assertThat(verdict()).isEqualTo(Kind.RECYCLED).matches(kind -> kind.ends && kind.leavesAlone);
    }

    private Kind verdict() {
        return Verdict.of(record, seen()).kind();
    }

    private Observation seen() {
        return new Observation(machine, ownerAlive, protectedPids, entry, mark, traced, sameExecutable);
    }

    private static ProcessEntry process(long ticks, long session, boolean zombie) {
        return new ProcessEntry(PID, 1, session, session, ticks, zombie);
    }

    private static LaunchRecord record(Machine machine, long pid, boolean leadsSession) {
        return new LaunchRecord("helper", new ProcessIdentity(machine, pid, TICKS), "0".repeat(32),
                new RunId(99, 1, "f".repeat(32)), leadsSession, Path.of("/bin/helper"), Instant.EPOCH, LaunchTraces.NONE);
    }
}
