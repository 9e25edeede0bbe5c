package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Observation.Observer;
import io.quarkiverse.sidecar.runtime.state.LaunchRecord;
import io.quarkiverse.sidecar.runtime.state.RunId;

/** What a record leads to when its main process is a zombie: as much as when it is gone. */
class TreeToEndTest {

    private static final Machine HERE = new Machine("3c0e8a3e-0000-4000-8000-000000000001", 4026531836L);
    /** Above what any system gives: nobody else has them. */
    private static final long MAIN = 1L << 30;
    private static final long IN_ITS_SESSION = MAIN + 1;
    private static final long CARRIER = MAIN + 2;
    private static final RunId DEAD = new RunId(MAIN + 3, 1, "0".repeat(32));

    private final LaunchRecord record = new LaunchRecord("web", new ProcessIdentity(HERE, MAIN, 100), "1".repeat(32), DEAD,
            true, Path.of("/opt/web"), Instant.EPOCH, LaunchTraces.NONE);

    @Test
    void theSessionOfAZombieProvesNothing() {
        assertThat(membersWhenTheMainIs(true)).containsExactly(CARRIER);
    }

    @Test
    void theSessionOfAnOrphanIsItsTree() {
        assertThat(membersWhenTheMainIs(false)).containsExactlyInAnyOrder(MAIN, IN_ITS_SESSION, CARRIER);
    }

    private Set<Long> membersWhenTheMainIs(boolean zombie) {
        ProcessTable table = new Three(zombie, record.marker());
        Verdict verdict = Verdict.of(record, new Observer(table, Set.of()).observe(record));
        assertThat(verdict.kind()).isEqualTo(zombie ? Verdict.Kind.GONE : Verdict.Kind.ORPHAN);
        return OrphanReclaim.treeToEnd(record, table).members();
    }

    private record Three(boolean zombie, LaunchMarker marker) implements ProcessTable {

        @Override
        public List<ProcessEntry> all() {
            return List.of(new ProcessEntry(MAIN, 1, MAIN, MAIN, 100, zombie),
                    new ProcessEntry(IN_ITS_SESSION, 1, MAIN, MAIN, 101, false),
                    new ProcessEntry(CARRIER, 1, CARRIER, CARRIER, 102, false));
        }

        @Override
        public Optional<Map<String, String>> environment(long pid) {
            boolean carries = pid == CARRIER || pid == MAIN && !zombie;
            return Optional.of(carries ? Map.of(LaunchMarker.OWNER, marker.owner(), LaunchMarker.TOKEN, marker.token())
                    : Map.of(LaunchMarker.OWNER, "another", LaunchMarker.TOKEN, "2"));
        }

        @Override
        public Machine machine() {
            return HERE;
        }

        @Override
        public long ticks() {
            return 200;
        }

        @Override
        public Optional<ProcessEntry> find(long pid) {
            return all().stream().filter(entry -> entry.pid() == pid).findFirst();
        }

        @Override
        public Optional<Path> executable(long pid) {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> commandLine(long pid) {
            return Optional.empty();
        }

        @Override
        public OptionalLong user(long pid) {
            return OptionalLong.of(1000);
        }
    }
}
