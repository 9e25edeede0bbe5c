package io.quarkiverse.sidecar.runtime.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

class ProberTest {

    private final List<Input> answers = new ArrayList<>();
    private final List<Runnable> polls = new ArrayList<>();

    @Test
    void goesOnPollingWhenTheProbeItselfFails() {
        Prober prober = new Prober(declaration(), process(), process()::whoAnswersAt, port -> {
            throw new IllegalStateException("as the test wants it");
        }, timer(), timer(), Runnable::run);
        prober.poll(1, answers::add);
        polls.get(0).run();
        polls.get(0).run();
        assertThat(answers).hasSize(2).allMatch(Input.NoAnswer.class::isInstance)
                .first().asString().contains("as the test wants it");
    }

    private static LocalProcess process() {
        return new LocalProcess(declaration(), new AssignedPort("127.0.0.1", declaration().port()), new CompletableFuture<>(),
                Runnable::run, Runnable::run);
    }

    private static SidecarDeclaration declaration() {
        SidecarDeclaration plain = TestDeclarations.with(List.of("sh"), Map.of(), true);
        return new SidecarDeclaration(plain.name(), true, false, true, plain.command(), plain.environment(), true,
                plain.workingDirectory(), plain.host(), OptionalInt.of(4820), plain.health(), plain.rules(), plain.stop(),
                plain.output(), plain.tailLines(), false, Set.of());
    }

    private Timer timer() {
        return new Timer() {
            @Override
            public Job after(String name, Duration delay, Runnable task) {
                return every(name, delay, task);
            }

            @Override
            public Job every(String name, Duration interval, Runnable task) {
                polls.add(task);
                return () -> polls.remove(task);
            }
        };
    }
}
