package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.vertx.core.Vertx;

/** Gives every question an answer in time, whatever becomes of it. */
final class Deadline {

    private final Vertx vertx;
    private final Duration timeout;

    /** @throws IllegalArgumentException when the timeout is shorter than a millisecond, or longer than 24 days */
    Deadline(Vertx vertx, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The timeout of a health probe must be from 1ms to 24 days, but is " + timeout);
        }
        this.vertx = vertx;
        this.timeout = timeout;
    }

    int millis() {
        return (int) timeout.toMillis();
    }

    /**
     * @param question completes the answer, or does not, or throws
     */
    CompletableFuture<ProbeAnswer> ask(Consumer<CompletableFuture<ProbeAnswer>> question) {
        CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
        try {
            long timer = vertx.setTimer(millis(), late -> answer.complete(ProbeAnswer.failed(ProbeFailure.noAnswer(timeout))));
            answer.thenRun(() -> vertx.cancelTimer(timer));
            question.accept(answer);
        } catch (RuntimeException e) {
            answer.complete(failed(e));
        }
        return answer;
    }

    ProbeAnswer failed(Throwable failure) {
        return ProbeAnswer.failed(ProbeFailure.describe(failure, timeout));
    }
}
