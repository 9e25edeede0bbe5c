package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** Pid 100 was the main process, started at tick 1000. */
class UnverifiedSessionTest {

    private static final Machine HERE = new Machine("boot", 1);
    private static final RunId DEAD = new RunId(4_000_000, 1, "d".repeat(32));

    private boolean ledSession = true;
    private Set<Long> protectedPids = Set.of();
    private Set<Long> marked = Set.of();

    @Test
    void namesEveryMemberOfTheSession() {
        assertThat(named(process(101, 100, 1001), process(102, 100, 1000), process(103, 7, 1001))).containsExactly(101L, 102L);
    }

    @Test
    void namesThemWhileTheMainIsAZombie() {
        assertThat(named(zombie(100, 100, 1000), process(101, 100, 1001))).containsExactly(101L);
    }

    @Test
    void namesNobodyWhoseSessionIsThatOfALaterProcess() {
        assertThat(named(process(100, 100, 1001), process(101, 100, 1002))).isEmpty();
        assertThat(named(process(100, 7, 1001), process(101, 100, 1002))).isEmpty();
        assertThat(named(zombie(100, 100, 1001), process(101, 100, 1002))).isEmpty();
    }

    @Test
    void namesNobodyWhileTheMainLives() {
        assertThat(named(process(100, 100, 1000), process(101, 100, 1001))).isEmpty();
    }

    @Test
    void namesNobodyWhereNoSessionWasLed() {
        ledSession = false;

        assertThat(named(process(101, 100, 1001))).isEmpty();
    }

    @Test
    void namesNeitherTheDeadNorTheOlderNorTheMarkedNorThisJvm() {
        protectedPids = Set.of(103L);
        marked = Set.of(104L);

        assertThat(named(zombie(101, 100, 1001), process(102, 100, 999), process(103, 100, 1001), process(104, 100, 1001)))
                .isEmpty();
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(session(process(101, 100, 1001)).leftAlone()).singleElement()
                .matches(left -> left.sidecar().equals("web") && left.pid() == 101)
                .matches(left -> left.why().contains("pid 100") && left.why().contains("no token"));
    }

    private List<Long> named(ProcessEntry... snapshot) {
        return session(snapshot).members().stream().map(ProcessEntry::pid).toList();
    }

    private UnverifiedSession session(ProcessEntry... snapshot) {
        LaunchRecord record = new LaunchRecord("web", new ProcessIdentity(HERE, 100, 1000), "1".repeat(32), DEAD, ledSession,
                Path.of("/opt/web"), Instant.EPOCH, LaunchTraces.NONE);
        return UnverifiedSession.of(record, List.of(snapshot), protectedPids, entry -> marked.contains(entry.pid()));
    }

    private static ProcessEntry process(long pid, long session, long startTicks) {
        return new ProcessEntry(pid, 1, pid, session, startTicks, false);
    }

    private static ProcessEntry zombie(long pid, long session, long startTicks) {
        return new ProcessEntry(pid, 1, pid, session, startTicks, true);
    }
}
