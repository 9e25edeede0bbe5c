package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SnapshotCoalescerTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();
    private static final int CALLERS = 8;

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final AtomicReference<RuntimeException> problem = new AtomicReference<>();
    private final SnapshotCoalescer snapshots = new SnapshotCoalescer(this::takeTheFirstSlowly);

    private ProcessSnapshot takeTheFirstSlowly() {
        if (begun.incrementAndGet() == 1) {
            try {
                firstMayEnd.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        } else if (problem.get() != null) {
            throw problem.get();
        }
        return ProcessSnapshot.of(TABLE);
    }

    @Test
    void whoComesMeanwhileSharesTheNext() throws Exception {
        FutureTask<ProcessSnapshot> first = first();
        List<FutureTask<ProcessSnapshot>> meanwhile = callersWhoWait();

        firstMayEnd.countDown();

        assertThat(first.get()).isNotNull();
        assertThat(meanwhile).extracting(FutureTask::get).containsOnly(meanwhile.get(0).get()).doesNotContain(first.get());
        assertThat(begun).hasValue(2);
    }

    @Test
    void whoComesAfterwardsIsGivenANewOne() {
        firstMayEnd.countDown();

        assertThat(snapshots.take()).isNotSameAs(snapshots.take());
    }

    @Test
    void whoIsNotInAHurryWaitsForOthers() throws Exception {
        firstMayEnd.countDown();
        List<FutureTask<ProcessSnapshot>> callers = new ArrayList<>();
        for (int n = 0; n < CALLERS; n++) {
            callers.add(new FutureTask<>(snapshots::takeWithOthers));
        }

        callers.forEach(SnapshotCoalescerTest::daemon);

        assertThat(callers).allSatisfy(caller -> assertThat(caller.get()).isNotNull());
        assertThat(begun.get()).isBetween(1, CALLERS);
    }

    @Test
    void aFailureIsToldToAllWhoShareItAndToNobodyElse() throws Exception {
        FutureTask<ProcessSnapshot> first = first();
        List<FutureTask<ProcessSnapshot>> meanwhile = callersWhoWait();
        problem.set(new IllegalStateException("too many open files"));

        firstMayEnd.countDown();

        assertThat(meanwhile).allSatisfy(caller -> assertThatThrownBy(caller::get).isInstanceOf(ExecutionException.class)
                .cause().isSameAs(problem.get()));
        problem.set(null);
        assertThat(first.get()).isNotNull();
        assertThat(snapshots.take()).isNotNull();
    }

    @Test
    void anInterruptedCallerIsGivenOneToo() {
        Thread.currentThread().interrupt();

        assertThat(TABLE.snapshot().entries()).isNotEmpty();

        assertThat(Thread.interrupted()).isTrue();
    }

    /** Of this machine: a process that was there before the question is in the answer, however many ask. */
    @Test
    void showsWhatWasThereWhenItWasAskedFor() throws Exception {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int n = 0; n < CALLERS; n++) {
            callers.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 5; round++) {
                    assertThat(startedProcessIsSeen()).isTrue();
                }
            }));
        }
        for (CompletableFuture<Void> caller : callers) {
            caller.get();
        }
    }

    private static boolean startedProcessIsSeen() {
        try {
            Process process = new ProcessBuilder("sleep", "1000").start();
            try {
                return TABLE.snapshot().entries().stream().anyMatch(entry -> entry.pid() == process.pid());
            } finally {
                process.destroyForcibly().waitFor();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private FutureTask<ProcessSnapshot> first() {
        FutureTask<ProcessSnapshot> first = new FutureTask<>(snapshots::take);
        daemon(first);
        await().until(() -> begun.get() == 1);
        return first;
    }

    /** One of them waits for its turn to take one, the others for that one. */
    private List<FutureTask<ProcessSnapshot>> callersWhoWait() {
        List<FutureTask<ProcessSnapshot>> callers = new ArrayList<>();
        for (int n = 0; n < CALLERS; n++) {
            FutureTask<ProcessSnapshot> caller = new FutureTask<>(snapshots::take);
            callers.add(caller);
            Thread thread = daemon(caller);
            await().until(() -> thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.WAITING);
        }
        return callers;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
