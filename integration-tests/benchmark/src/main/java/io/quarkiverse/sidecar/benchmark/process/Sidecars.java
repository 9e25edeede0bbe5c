package io.quarkiverse.sidecar.benchmark.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;

/**
 * Declarations as the configuration would give them, with its defaults but for what is here.
 *
 * @param port 0 for one that is chosen; empty: being alive for {@code stableAfter} is being ready
 * @param path asked by HTTP GET
 * @param stableAfter short, so that a run is soon a stable one
 * @param stdout the level of its output
 * @param interval between two polls
 */
public record Sidecars(OptionalInt port, Optional<String> path, Duration stableAfter, Duration stopTimeout,
        OutputLevel stdout, Duration interval) {

    /** Nothing to ask, stable at once. */
    public static final Sidecars PLAIN = new Sidecars(OptionalInt.empty(), Optional.empty(), Duration.ofMillis(10),
            Duration.ofSeconds(10), OutputLevel.INFO,
            Duration.ofSeconds(10));

    public Sidecars stopTimeout(Duration timeout) {
        return new Sidecars(port, path, stableAfter, timeout, stdout, interval);
    }

    public Sidecars listening(Optional<String> healthPath) {
        return new Sidecars(OptionalInt.of(0), healthPath, stableAfter, stopTimeout, stdout, interval);
    }

    public Sidecars stdout(OutputLevel level) {
        return new Sidecars(port, path, stableAfter, stopTimeout, level, interval);
    }

    public Sidecars interval(Duration time) {
        return new Sidecars(port, path, stableAfter, stopTimeout, stdout, time);
    }

    /** Several of the same, with numbers behind their name. */
    public List<SidecarDeclaration> declare(int count, String name, List<String> command) {
        return IntStream.range(0, count).mapToObj(n -> declare(name + "-" + n, command)).toList();
    }

    public SidecarDeclaration declare(String name, List<String> command) {
        boolean probed = port.isPresent();
        LifecycleRules rules = new LifecycleRules(probed, probed, Duration.ofSeconds(60).toNanos(), 3, stableAfter.toNanos(),
                RestartPolicy.ALWAYS,
                new Backoff(Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(30).toNanos(), 0.2),
                new RestartBudget.Limits(5, OptionalInt.empty(), 0), Set.of(), OptionalLong.empty());
        return new SidecarDeclaration(name, true, false, true, command, Map.of(), true, Path.of("").toAbsolutePath(),
                "127.0.0.1", port,
                new SidecarDeclaration.Health(path, List.of(), OptionalInt.empty(), "http", Map.of(), interval,
                        Duration.ofSeconds(2), Optional.empty()),
                rules, new StopPolicy(StopSignal.TERM, stopTimeout), new OutputLevels(stdout, OutputLevel.WARN), 50, false,
                Set.of());
    }
}
