package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

class LogQueueTest {

    private final Queue<Runnable> slowLog = new ArrayDeque<>();
    private final List<String> logged = new ArrayList<>();
    private final OutputCounts counts = new OutputCounts();
    private final LogQueue queue = new LogQueue(slowLog::add, missed -> logged.add("missed " + missed), counts);

    @Test
    void logsEveryLineInOrderWhileThereIsRoom() {
        submit(0, LogQueue.CAPACITY);
        drain(LogQueue.CAPACITY);

        assertThat(logged).hasSize(LogQueue.CAPACITY).startsWith("line 0", "line 1").doesNotContain("missed 0");
        assertThat(counts.dropped()).isZero();
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        submit(0, 5 * LogQueue.CAPACITY);

        assertThat(slowLog).hasSize(LogQueue.CAPACITY);
        assertThat(counts.dropped()).isEqualTo(4 * LogQueue.CAPACITY);
    }

    @Test
    void saysOnceHowManyAreMissingAndJustWhereTheyAreMissing() {
        submit(0, LogQueue.CAPACITY + 7);
        drain(LogQueue.CAPACITY / 2);
        submit(LogQueue.CAPACITY + 7, LogQueue.CAPACITY + 8);
        drain(Integer.MAX_VALUE);

        assertThat(logged).endsWith("line 999", "missed 7", "line 1007");
        assertThat(logged).filteredOn(line -> line.startsWith("missed")).hasSize(1);
    }

    @Test
    void saysHowManyAreMissingWhenNoLineFollows() {
        submit(0, LogQueue.CAPACITY + 3);
        drain(Integer.MAX_VALUE);

        assertThat(logged).endsWith("line 999", "missed 3");
    }

    @Test
    void staysShutUntilHalfOfTheRoomIsFree() {
        submit(0, LogQueue.CAPACITY + 1);
        drain(1);
        submit(0, 1);

        assertThat(counts.dropped()).isEqualTo(2);
    }

    @Test
    void keepsItsRoomWhenALogCallThrows() {
        for (int i = 0; i < 2 * LogQueue.CAPACITY; i++) {
            queue.submit(() -> {
                throw new IllegalStateException("for the test");
            });
            try {
                slowLog.remove().run();
            } catch (IllegalStateException thrownByTheLog) {
                logged.add("thrown");
            }
        }

        assertThat(counts.dropped()).isZero();
        assertThat(logged).hasSize(2 * LogQueue.CAPACITY);
    }

    @Test
    void countsTheLinesOfALogThatIsShutDown() {
        LogQueue closed = new LogQueue(task -> {
            throw new RejectedExecutionException();
        }, missed -> logged.add("missed"), counts);

        for (int i = 0; i < LogQueue.CAPACITY + 1; i++) {
            closed.submit(() -> logged.add("line"));
        }

        assertThat(counts.dropped()).isEqualTo(LogQueue.CAPACITY + 1);
        assertThat(logged).isEmpty();
    }

    private void submit(int from, int to) {
        for (int number = from; number < to; number++) {
            String line = "line " + number;
            queue.submit(() -> logged.add(line));
        }
    }

    private void drain(int atMost) {
        for (int i = 0; i < atMost && !slowLog.isEmpty(); i++) {
            slowLog.remove().run();
        }
    }
}
