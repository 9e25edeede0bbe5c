package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

class BoundedLogQueueTest {

    private final Queue<Runnable> slowLog = new ArrayDeque<>();
    private final List<String> logged = new ArrayList<>();
    private final OutputCounts counts = new OutputCounts();
    private final BoundedLogQueue queue = new BoundedLogQueue(slowLog::add, missed -> logged.add("missed " + missed), counts);

    @Test
    void logsEveryLineInOrderWhileThereIsRoom() {
        submit(0, BoundedLogQueue.CAPACITY);
        drain(BoundedLogQueue.CAPACITY);

        assertThat(logged).hasSize(BoundedLogQueue.CAPACITY).startsWith("line 0", "line 1").doesNotContain("missed 0");
        assertThat(counts.dropped()).isZero();
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        submit(0, 5 * BoundedLogQueue.CAPACITY);

        assertThat(slowLog).hasSize(BoundedLogQueue.CAPACITY);
        assertThat(counts.dropped()).isEqualTo(4 * BoundedLogQueue.CAPACITY);
    }

    @Test
    void saysOnceHowManyAreMissingAndJustWhereTheyAreMissing() {
        submit(0, BoundedLogQueue.CAPACITY + 7);
        drain(BoundedLogQueue.CAPACITY / 2);
        submit(BoundedLogQueue.CAPACITY + 7, BoundedLogQueue.CAPACITY + 8);
        drain(Integer.MAX_VALUE);

        assertThat(logged).endsWith("line 999", "missed 7", "line 1007");
        assertThat(logged).filteredOn(line -> line.startsWith("missed")).hasSize(1);
    }

    @Test
    void saysHowManyAreMissingWhenNoLineFollows() {
        submit(0, BoundedLogQueue.CAPACITY + 3);
        drain(Integer.MAX_VALUE);

        assertThat(logged).endsWith("line 999", "missed 3");
    }

    @Test
    void staysShutUntilHalfOfTheRoomIsFree() {
        submit(0, BoundedLogQueue.CAPACITY + 1);
        drain(1);
        submit(0, 1);

        assertThat(counts.dropped()).isEqualTo(2);
    }

    @Test
    void keepsItsRoomWhenALogCallThrows() {
        for (int i = 0; i < 2 * BoundedLogQueue.CAPACITY; i++) {
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
        assertThat(logged).hasSize(2 * BoundedLogQueue.CAPACITY);
    }

    @Test
    void countsTheLinesOfALogThatIsShutDown() {
        BoundedLogQueue closed = new BoundedLogQueue(task -> {
            throw new RejectedExecutionException();
        }, missed -> logged.add("missed"), counts);

        for (int i = 0; i < BoundedLogQueue.CAPACITY + 1; i++) {
            closed.submit(() -> logged.add("line"));
        }

        assertThat(counts.dropped()).isEqualTo(BoundedLogQueue.CAPACITY + 1);
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
