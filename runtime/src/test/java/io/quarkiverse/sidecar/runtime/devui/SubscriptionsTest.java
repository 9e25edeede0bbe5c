package io.quarkiverse.sidecar.runtime.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.devui.SidecarHistory.OutputLine;
import io.quarkiverse.sidecar.runtime.devui.Updates.OutputNews;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.json.JsonObject;

class SubscriptionsTest {

    private static final int FLOOD = 100_000;

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final Subscriptions viewers = new Subscriptions(turns::add);
    private final RingBuffer<String> journal = new RingBuffer<>(10);

    @Test
    void sendsTheFirstUpdateAtOnceAndTheNextOneWhenThatWasSeen() {
        journal.add("a");
        List<List<String>> seen = join("v");
        takeTurns();
        write("b");
        write("c");
        takeTurns();
        assertThat(seen).containsExactly(List.of("a"));

        assertThat(viewers.seen("v")).isTrue();
        takeTurns();
        assertThat(seen).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void waitsForNewsWhereThereIsNone() {
        List<List<String>> seen = join("v");
        takeTurns();
        assertThat(seen).isEmpty();

        write("a");
        takeTurns();
        viewers.seen("v");
        takeTurns();
        assertThat(seen).containsExactly(List.of("a"));

        write("b");
        takeTurns();
        assertThat(seen).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void doesNotPileUpWorkForAViewerWhoDoesNotLook() {
        List<List<String>> seen = join("v");
        write("0");
        takeTurns();

        for (int n = 1; n <= FLOOD; n++) {
            write(Integer.toString(n));
        }
        assertThat(turns).hasSizeLessThanOrEqualTo(1);
        takeTurns();
        assertThat(seen).hasSize(1);

        viewers.seen("v");
        takeTurns();
        assertThat(seen).hasSize(2).last().asList().hasSize(10).endsWith(Integer.toString(FLOOD));
    }

    @Test
    void alertsOnlyThoseWhoLookAtThat() {
        List<List<String>> seen = join("v");
        takeTurns();

        journal.add("a");
        viewers.alert("something else");
        takeTurns();
        assertThat(seen).isEmpty();
    }

    @Test
    void dismissesTheOneThatCameFirstWhenTheyAreTooMany() {
        List<AssertSubscriber<String>> subscribers = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            subscribers.add(viewers.join("v" + n, "topic", () -> Optional::<String> empty).subscribe()
                    .withSubscriber(AssertSubscriber.create(10)));
        }

        assertThat(viewers.count()).isEqualTo(Subscriptions.LIMIT);
        subscribers.get(0).assertCompleted();
        subscribers.get(999).assertNotTerminated();
        assertThat(viewers.seen("v0")).isFalse();
    }

    @Test
    void dismissesThoseFirstWhoDoNotLook() {
        journal.add("a");
        join("looking");
        join("gone");
        takeTurns();
        viewers.seen("looking");
        takeTurns();
        for (int n = 0; n < Subscriptions.LIMIT - 1; n++) {
            viewers.join("v" + n, "topic", () -> Optional::<String> empty).subscribe().with(update -> {
            });
        }

        assertThat(viewers.seen("gone")).isFalse();
        assertThat(viewers.seen("looking")).isTrue();
    }

    @Test
    void forgetsWhoCancels() {
        AssertSubscriber<String> subscriber = viewers.join("v", "topic", () -> Optional::<String> empty).subscribe()
                .withSubscriber(AssertSubscriber.create(10));
        assertThat(viewers.count()).isEqualTo(1);

        subscriber.cancel();
        assertThat(viewers.count()).isZero();
    }

    @Test
    void losesNoLineBetweenAFastWriterAndAViewerWhoKeepsUp() {
        RingBuffer<OutputLine> lines = new RingBuffer<>(SidecarHistory.LINES);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Subscriptions real = new Subscriptions(executor);
            AtomicInteger told = new AtomicInteger();
            real.<JsonObject> join("v", "lines", () -> new OutputNews(lines)).subscribe().with(update -> {
                told.addAndGet(update.getJsonArray("lines").size() + update.getInteger("missed"));
                real.seen("v");
            });
            for (int n = 0; n < FLOOD; n++) {
                lines.add(new OutputLine(java.time.Instant.EPOCH, StandardStream.STDOUT, "line " + n));
                real.alert("lines");
            }
            await().untilAsserted(() -> assertThat(told).hasValue(FLOOD));
        } finally {
            executor.shutdownNow();
        }
    }

    private List<List<String>> join(String id) {
        List<List<String>> seen = new ArrayList<>();
        viewers.join(id, "journal", this::news).subscribe().with(seen::add);
        return seen;
    }

    private Supplier<Optional<List<String>>> news() {
        long[] next = new long[1];
        return () -> {
            RingBuffer.Page<String> page = journal.from(next[0]);
            next[0] = page.next();
            return page.items().isEmpty() ? Optional.empty() : Optional.of(page.items());
        };
    }

    private void write(String line) {
        journal.add(line);
        viewers.alert("journal");
    }

    private void takeTurns() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }
}
