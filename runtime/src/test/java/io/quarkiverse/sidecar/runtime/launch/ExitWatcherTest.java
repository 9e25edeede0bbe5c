package io.quarkiverse.sidecar.runtime.launch;

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

import io.quarkiverse.sidecar.runtime.launch.ExitWatcher.ExitLookout;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;

@Timeout(60)
class ExitWatcherTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final String name = "exits-" + UUID.randomUUID();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @Test
    void tellsInTheInstantOfTheExitWhenSomebodyWaits() throws Exception {
        Process process = processes.bystander("sh", "-c", "read line; exit 7");
        ExitWatcher watch = new ExitWatcher(process, () -> {
        }, lookout(NEVER));
        Thread waiting = new Thread(watch::await);
        waiting.start();

        process.getOutputStream().close();

        assertThat(watch.exit().get().code()).isEqualTo(7);
        waiting.join();
    }

    @Test
    void tellsOfAProcessThatHadEndedBefore() throws Exception {
        Process process = processes.bystander("sh", "-c", "exit 7");
        process.waitFor();

        assertThat(new ExitWatcher(process, () -> {
        }, lookout(Duration.ofMillis(1))).exit().get().code()).isEqualTo(7);
    }

    @Test
    void isToldAtTheNextLookWhenTheWaitIsInterrupted() throws Exception {
        ExitWatcher watch = new ExitWatcher(processes.bystander("sh", "-c", "exit 7"), () -> {
        }, lookout(Duration.ofMillis(1)));

        Thread.currentThread().interrupt();
        watch.await();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(watch.exit().get().code()).isEqualTo(7);
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

        lookout(Duration.ofMillis(1)).add(() -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return true;
        }, () -> told.set(true));

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
        new ExitWatcher(process, () -> {
        }, lookout);
        return process;
    }

    private ExitLookout lookout(Duration interval) {
        return new ExitLookout(name, interval);
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name)).toList();
    }
}
