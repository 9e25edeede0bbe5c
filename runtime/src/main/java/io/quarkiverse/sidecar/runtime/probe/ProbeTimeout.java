package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.runtime.probe.ProbeResult.ProbeFailure;
import io.vertx.core.Vertx;

/** Gives every question an answer in time, whatever becomes of it. */
final class ProbeTimeout {

    private final Vertx vertx;
    private final Duration timeout;

    /** @throws IllegalArgumentException when the timeout is shorter than a millisecond, or longer than 24 days */
    ProbeTimeout(Vertx vertx, Duration timeout) {
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
    CompletableFuture<ProbeResult> ask(Consumer<CompletableFuture<ProbeResult>> question) {
        CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
        try {
            long timer = vertx.setTimer(millis(), late -> answer.complete(ProbeResult.failed(ProbeFailure.noAnswer(timeout))));
            answer.thenRun(() -> vertx.cancelTimer(timer));
            question.accept(answer);
        } catch (RuntimeException e) {
            answer.complete(failed(e));
        }
        return answer;
    }

    ProbeResult failed(Throwable failure) {
        return ProbeFailure.of(failure, timeout);
    }
}
