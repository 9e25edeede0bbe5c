package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.sidecar.SidecarExit;

@Timeout(60)
class ExitWatchTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final String name = "exits-" + UUID.randomUUID();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @Test
    void tellsByTheEventOfTheJdkWithoutWaitingForALook() throws Exception {
        Process process = processes.bystander("sh", "-c", "exit 7");

        assertThat(ExitWatch.of(process, () -> {
        }, lookout(NEVER)).get().code()).isEqualTo(7);
    }

    @Test
    void tellsOfAProcessThatHadEndedBefore() throws Exception {
        Process process = processes.bystander("sh", "-c", "exit 7");
        process.waitFor();

        assertThat(ExitWatch.of(process, () -> {
        }, lookout(NEVER))).isCompletedWithValue(new SidecarExit(7));
    }

    @Test
    void tellsExactlyOnceWhoeverIsFirst() {
        ExitLookout hasty = lookout(Duration.ofNanos(1));
        List<AtomicInteger> told = IntStream.range(0, 1000).mapToObj(n -> new AtomicInteger()).toList();

        told.forEach(count -> hasty.add(() -> true, count::incrementAndGet).run());

        await().until(() -> threads().isEmpty());
        assertThat(told).extracting(AtomicInteger::get).containsOnly(1);
    }

    @Test
    void looksOnAfterALookThatFailed() {
        AtomicBoolean failed = new AtomicBoolean();
        AtomicBoolean told = new AtomicBoolean();
        ExitLookout lookout = new ExitLookout(name, Duration.ofMillis(1), () -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return true;
        });

        lookout.add(failed::get, () -> told.set(true));

        await().untilTrue(told);
    }

    @Test
    void hasOneThreadForAllAndNoneWhenNobodyIsLeft() throws Exception {
        ExitLookout lookout = lookout(Duration.ofMillis(1));
        List<Process> sleepers = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            sleepers.add(watched(lookout));
        }
        assertThat(threads()).hasSize(1);

        sleepers.forEach(Process::destroyForcibly);

        await().until(() -> threads().isEmpty());
        watched(lookout);
        assertThat(threads()).as("for the next").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "true, 40", "false, 2" })
    void looksSeldomUnlessTheNewsAreHeldUp(boolean heldUp, int looks) {
        AtomicInteger intervals = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger askedInFortyIntervals = new AtomicInteger();
        ExitLookout lookout = new ExitLookout(name, Duration.ofNanos(1), () -> {
            if (intervals.incrementAndGet() == 2 * ExitLookout.SELDOM + 1) {
                askedInFortyIntervals.set(asked.get());
            }
            return heldUp;
        });

        lookout.add(() -> asked.incrementAndGet() > 3 * ExitLookout.SELDOM, () -> {
        });

        await().until(() -> threads().isEmpty());
        assertThat(askedInFortyIntervals).hasValue(looks);
    }

    @Test
    void goesOnWhenTheNewsOfOneWereTooMuchForSomebody() throws Exception {
        ExitLookout lookout = lookout(Duration.ofMillis(1));
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean told = new AtomicBoolean();
        lookout.add(() -> true, () -> {
            throw new IllegalStateException("on purpose");
        });
        lookout.add(ended::get, () -> told.set(true));
        await().until(() -> !threads().isEmpty());

        ended.set(true);

        await().untilTrue(told);
    }

    @Test
    void keepsNoClassesOfTheApplicationThatLaunched() throws Exception {
        ExitLookout lookout = lookout(Duration.ofMillis(1));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
            Thread.currentThread().setContextClassLoader(application);
            watched(lookout);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(threads()).extracting(Thread::getContextClassLoader).containsOnlyNulls();
    }

    private Process watched(ExitLookout lookout) throws IOException {
        Process process = processes.bystander("sleep", "600");
        ExitWatch.of(process, () -> {
        }, lookout);
        return process;
    }

    private ExitLookout lookout(Duration interval) {
        return new ExitLookout(name, interval, () -> true);
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name)).toList();
    }
}
