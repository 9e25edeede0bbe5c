package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces.LastSeen;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessSnapshot.Listing;
import io.quarkiverse.sidecar.runtime.process.SignalSender.SignalDelivery;

/** How often somebody looks for a tree whose main process has ended and left nobody. */
@Timeout(60)
class TreeTerminationTest {

    private static final ProcessEntry BYSTANDER = new ProcessEntry(102, 1, 102, 102, 1002, false);
    private static final ProcessIdentity MAIN = new ProcessIdentity(new Machine("boot", 1), 100, 1000);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksOnceWhenNobodyCanHaveBeenMissed() {
        end(new Watched(looks, true, false), CompletableFuture.completedFuture(null));

        assertThat(looks).hasValue(1);
    }

    @Test
    void looksAgainWhenSomebodyWasBornMeanwhile() {
        end(new Watched(looks, false, false), CompletableFuture.completedFuture(null));

        assertThat(looks).hasValueBetween(2, 10);
    }

    @Test
    void looksAgainWhenSomebodyEndedBeforeHisEnvironmentWasRead() {
        end(new Watched(looks, true, true), CompletableFuture.completedFuture(null));

        assertThat(looks).hasValueBetween(2, 10);
    }

    /** Then it is not known either when it was last alive, and so who was born in its session. */
    @Test
    void looksAgainWhileTheEndOfTheMainProcessIsNotTold() {
        end(new Watched(looks, true, false), new CompletableFuture<>());

        assertThat(looks).hasValueBetween(2, 10);
    }

    private static void end(ProcessTable table, CompletableFuture<?> mainExit) {
        SignalDelivery nobody = (target, signal) -> {
            throw new AssertionError("Nobody is signalled");
        };
        new TreeTermination(new ProcessTree(table, MAIN, new LaunchMarker("owner", "token"), true, LaunchTraces.NONE,
                new LastSeen(MAIN.startTicks()), mainExit), new SignalSender(table, nobody))
                .run(new StopPolicy(StopSignal.TERM, Duration.ofSeconds(10)));
    }

    private record Watched(AtomicInteger looks, boolean complete, boolean bystanderEnds) implements ProcessTable {

        @Override
        public Listing list() {
            return new Listing(all(), complete);
        }

        @Override
        public List<ProcessEntry> all() {
            looks.incrementAndGet();
            return List.of(BYSTANDER);
        }

        @Override
        public Optional<ProcessEntry> find(long pid) {
            return Optional.of(BYSTANDER).filter(it -> it.pid() == pid && !bystanderEnds);
        }

        @Override
        public Optional<Map<String, String>> environment(long pid) {
            return bystanderEnds ? Optional.empty() : Optional.of(Map.of("PATH", "/bin"));
        }

        @Override
        public Machine machine() {
            return MAIN.machine();
        }

        @Override
        public long ticks() {
            return 2000;
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
