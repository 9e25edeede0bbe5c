package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessSnapshot.Listing;

class ProcessSnapshotTest {

    private static final LaunchMarker CLAIM = new LaunchMarker("owner", "token");
    private static final ProcessEntry CARRIER = new ProcessEntry(101, 1, 101, 101, 1, false);
    private static final ProcessEntry UNREADABLE = new ProcessEntry(102, 1, 102, 102, 1, false);

    private final Counted table = new Counted(new AtomicInteger());
    private final ProcessSnapshot snapshot = ProcessSnapshot.of(table);

    @Test
    void readsNoEnvironmentThatNobodyAsksFor() {
        assertThat(snapshot.entries()).containsExactly(CARRIER, UNREADABLE);
        assertThat(table.reads()).hasValue(0);
    }

    @Test
    void readsEachEnvironmentOnceWhateverIsAsked() {
        for (int n = 0; n < 3; n++) {
            assertThat(snapshot.carries(CARRIER, CLAIM)).isTrue();
            assertThat(snapshot.carries(CARRIER, new LaunchMarker("owner", "another"))).isFalse();
            assertThat(snapshot.carries(UNREADABLE, CLAIM)).isFalse();
        }
        assertThat(table.reads()).hasValue(2);
    }

    @Test
    void theNextSnapshotReadsAgain() {
        snapshot.carries(CARRIER, CLAIM);
        ProcessSnapshot.of(table).carries(CARRIER, CLAIM);

        assertThat(table.reads()).hasValue(2);
    }

    @Test
    void isCompleteWhenTheListingIs() {
        snapshot.carries(CARRIER, CLAIM);

        assertThat(snapshot.complete()).isTrue();
    }

    /** It may have left a child since it was listed. */
    @Test
    void isNotCompleteWhenOneHasEndedBeforeItWasAsked() {
        snapshot.carries(UNREADABLE, CLAIM);

        assertThat(snapshot.complete()).isFalse();
    }

    private record Counted(AtomicInteger reads) implements ProcessTable {

        @Override
        public Optional<Map<String, String>> environment(long pid) {
            reads.incrementAndGet();
            return pid == CARRIER.pid() ? Optional.of(Map.of(LaunchMarker.OWNER, "owner", LaunchMarker.TOKEN, "token"))
                    : Optional.empty();
        }

        @Override
        public List<ProcessEntry> all() {
            return List.of(CARRIER, UNREADABLE);
        }

        @Override
        public Listing list() {
            return new Listing(all(), true);
        }

        @Override
        public Machine machine() {
            return new Machine("boot", 1);
        }

        @Override
        public long ticks() {
            return 1;
        }

        @Override
        public Optional<ProcessEntry> find(long pid) {
            return Optional.empty();
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
            return OptionalLong.empty();
        }
    }
}
