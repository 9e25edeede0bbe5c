package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** As long as a test withholds a sidecar's readiness, none of its answers counts. */
public final class ReadinessFaultInjector implements ProbeControl {

    public static final String DETAIL = "its readiness is withheld by a test";

    private final ProbeControl probes;
    private final AtomicInteger withheld = new AtomicInteger();

    public ReadinessFaultInjector(ProbeControl probes) {
        this.probes = probes;
    }

    /** From now on, until {@link #release} was called as often. Any thread. */
    void withhold() {
        withheld.incrementAndGet();
    }

    void release() {
        withheld.decrementAndGet();
    }

    @Override
    public void awaitReady(int launch, Consumer<Input> answers) {
        probes.awaitReady(launch, unlessWithheld(answers));
    }

    @Override
    public void poll(int launch, Consumer<Input> answers) {
        probes.poll(launch, unlessWithheld(answers));
    }

    @Override
    public void renew() {
        probes.renew();
    }

    @Override
    public void stop() {
        probes.stop();
    }

    private Consumer<Input> unlessWithheld(Consumer<Input> answers) {
        return input -> answers.accept(input instanceof Input.Answered answered && withheld.get() > 0
                ? new Input.NoAnswer(answered.launch(), DETAIL)
                : input);
    }
}
