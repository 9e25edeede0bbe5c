package io.quarkiverse.sidecar.runtime.output;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.runtime.redaction.Redaction;

@Timeout(60)
class OutputPumpTest {

    private static final OutputLevels DEFAULTS = new OutputLevels(OutputLevel.INFO, OutputLevel.WARN);

    private final ExecutorService logThread = Executors.newSingleThreadExecutor();
    private final Recorder recorder = new Recorder();
    private final OutputCounts counts = new OutputCounts();
    private final Logger category = Logger.getLogger("io.quarkiverse.sidecar.output.monitor");
    private Process child;

    @BeforeEach
    void record() {
        category.setUseParentHandlers(false);
        category.setLevel(Level.ALL);
        category.addHandler(recorder);
    }

    @AfterEach
    void endEverything() throws InterruptedException {
        logThread.shutdownNow();
        // The category is shared: a line that is still being logged belongs to this test, not to the next.
        assertThat(logThread.awaitTermination(30, SECONDS)).isTrue();
        category.removeHandler(recorder);
        if (child != null) {
            child.destroyForcibly();
        }
    }

    @Test
    void logsEachStreamAtItsLevelAndKeepsBothInTheTail() {
        OutputTail tail = new OutputTail(10);

        pump(DEFAULTS, tail).pump(text("out\n"), text("err\n")).orTimeout(30, SECONDS).join();

        assertThat(tail.lines()).containsExactlyInAnyOrder("out", "err");
        await().untilAsserted(() -> assertThat(recorder.lines()).containsExactlyInAnyOrder("INFO out", "WARN err"));
    }

    @Test
    void hasOneThingMoreDoneOnEachThreadWhenItHasNothingToRead() {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        CountDownLatch end = new CountDownLatch(1);

        pump(DEFAULTS, new OutputTail(0)).pump(text(""), text(""), () -> {
            threads.add(Thread.currentThread().getName());
            waitFor(end);
        }).orTimeout(30, SECONDS).join();

        await().untilAsserted(
                () -> assertThat(threads).containsExactlyInAnyOrder("sidecar-monitor-stdout", "sidecar-monitor-stderr"));
        end.countDown();
    }

    @Test
    void drainsAndKeepsAStreamThatIsOffWithoutLoggingIt() {
        OutputTail tail = new OutputTail(1);

        pump(new OutputLevels(OutputLevel.OFF, OutputLevel.ERROR), tail).pump(text("out\n".repeat(5_000)), text(""))
                .orTimeout(30, SECONDS).join();
        pump(DEFAULTS, new OutputTail(0)).pump(text("a later line"), text("")).orTimeout(30, SECONDS).join();

        assertThat(tail.lines()).containsExactly("out");
        await().untilAsserted(() -> assertThat(recorder.lines()).containsExactly("INFO a later line"));
    }

    @Test
    void takesALineForTextAndNotForAFormat() {
        pump(DEFAULTS, new OutputTail(0)).pump(text("100%d {0} %s\n"), text("")).orTimeout(30, SECONDS).join();

        await().untilAsserted(() -> assertThat(recorder.lines()).containsExactly("INFO 100%d {0} %s"));
    }

    @Test
    void hidesSecretsInTheLogAndInTheTail() {
        OutputTail tail = new OutputTail(10);
        Redaction redaction = Redaction.of(Map.of("API_KEY", "s3cr3t"));

        new OutputPump("monitor", DEFAULTS, tail::add, logThread, redaction).pump(text("key is s3cr3t\n"), text(""))
                .orTimeout(30, SECONDS).join();

        assertThat(tail.lines()).containsExactly("key is ***");
        await().untilAsserted(() -> assertThat(recorder.lines()).containsExactly("INFO key is ***"));
    }

    @Test
    void tellsWhichStreamALineCameFrom() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Redaction redaction = Redaction.of(Map.of("API_KEY", "s3cr3t"));

        new OutputPump("monitor", DEFAULTS, (stream, line) -> heard.add(stream + " " + line), logThread, redaction,
                counts)
                .pump(text("out\n"), text("s3cr3t\n")).orTimeout(30, SECONDS).join();

        assertThat(heard).containsExactlyInAnyOrder("STDOUT out", "STDERR ***");
    }

    @Test
    void countsTheLinesOfEachStreamOverAllLaunchesLoggedOrNot() {
        OutputLevels silent = new OutputLevels(OutputLevel.OFF, OutputLevel.WARN);
        for (int launch = 1; launch <= 2; launch++) {
            new OutputPump("monitor", silent, (stream, line) -> {
            }, logThread, Redaction.NONE, counts).pump(text("1\n2\n3\n"), text("1\n")).orTimeout(30, SECONDS).join();
        }

        assertThat(counts.lines(StandardStream.STDOUT)).isEqualTo(6);
        assertThat(counts.lines(StandardStream.STDERR)).isEqualTo(2);
        assertThat(counts.dropped()).isZero();
    }

    @Test
    void aChildThatWritesQuicklyFinishesAlthoughTheLogIsBlocked() throws IOException {
        CountDownLatch logIsBack = new CountDownLatch(1);
        logThread.execute(() -> waitFor(logIsBack));
        child = new ProcessBuilder("sh", "-c",
                "yes 'a line of output, and another, and another' | head -c 5000000; echo; echo end")
                .start();
        OutputTail tail = new OutputTail(1);
        OutputPump pump = pump(DEFAULTS, tail);

        CompletableFuture<Void> ended = pump.pump(child.getInputStream(), child.getErrorStream());

        assertThat(child.onExit().orTimeout(30, SECONDS).join().exitValue()).isZero();
        ended.orTimeout(30, SECONDS).join();
        assertThat(tail.lines()).containsExactly("end");
        assertThat(recorder.lines()).isEmpty();
        assertThat(pump.dropped()).isGreaterThan(100_000);

        logIsBack.countDown();
        await().untilAsserted(() -> assertThat(recorder.lines()).hasSize(BoundedLogQueue.CAPACITY + 1)
                .last().asString().startsWith("WARN " + pump.dropped() + " lines").contains("'monitor'"));
    }

    @Test
    void aLineIsInTheTailAsSoonAsItIsWritten() throws IOException {
        OutputTail tail = new OutputTail(5);
        try (PipedOutputStream childEnd = new PipedOutputStream(); PipedInputStream stdout = new PipedInputStream(childEnd)) {
            CompletableFuture<Void> ended = pump(DEFAULTS, tail).pump(stdout, text(""));

            childEnd.write("ready\n".getBytes(StandardCharsets.UTF_8));
            childEnd.flush();

            await().untilAsserted(() -> assertThat(tail.lines()).containsExactly("ready"));
            assertThat(ended).isNotDone();
        }
    }

    @Test
    void completesWhenBothStreamsHaveEnded() throws IOException {
        child = new ProcessBuilder("sh", "-c", "exec >&-; read -r line; echo last words >&2").start();
        OutputTail tail = new OutputTail(5);

        CompletableFuture<Void> ended = pump(DEFAULTS, tail).pump(child.getInputStream(), child.getErrorStream());
        assertThat(ended).isNotDone();
        child.getOutputStream().close();

        ended.orTimeout(30, SECONDS).join();
        assertThat(tail.lines()).containsExactly("last words");
    }

    @Test
    void readsOnNamedDaemonThreadsWithoutAClassLoader() throws IOException {
        try (PipedOutputStream childEnd = new PipedOutputStream(); PipedInputStream open = new PipedInputStream(childEnd)) {
            pump(DEFAULTS, new OutputTail(0)).pump(open, text(""));

            Thread reader = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("sidecar-monitor-stdout")).findAny().orElseThrow();
            assertThat(reader.isDaemon()).isTrue();
            assertThat(reader.getContextClassLoader()).isNull();
        }
    }

    private OutputPump pump(OutputLevels rules, OutputTail tail) {
        return new OutputPump("monitor", rules, tail::add, logThread);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Recorder extends Handler {

        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void publish(LogRecord entry) {
            String level = entry.getLevel().getName().replace("WARNING", "WARN");
            lines.add(level + " " + (entry.getParameters() == null ? entry.getMessage()
                    : String.format(entry.getMessage(), entry.getParameters())));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
