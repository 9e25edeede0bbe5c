package io.quarkiverse.sidecar.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void losesNothingWhenTheExecutorRefusesAtFirst(boolean rejects) {
        AtomicInteger refusals = new AtomicInteger(3);
        Executor reluctant = task -> {
            if (refusals.getAndDecrement() > 0) {
                if (rejects) {
                    throw new RejectedExecutionException("busy");
                }
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(task);
        };
        List<Integer> handled = new CopyOnWriteArrayList<>();
        Mailbox<Integer> mailbox = new Mailbox<>(reluctant, handled::add);

        mailbox.post(1);
        mailbox.post(2);

        await().untilAsserted(() -> assertThat(handled).containsExactly(1, 2));
        mailbox.post(3);
        await().untilAsserted(() -> assertThat(handled).containsExactly(1, 2, 3));
    }
}
