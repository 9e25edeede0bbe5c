package io.quarkiverse.sidecar.runtime.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/** Declarations as the configuration would give them. */
public final class TestDeclarations {

    private TestDeclarations() {
    }

    public static SidecarDeclaration with(List<String> command, Map<String, String> environment, boolean inherit) {
        return with(command, environment, inherit, OptionalInt.empty());
    }

    private static SidecarDeclaration with(List<String> command, Map<String, String> environment, boolean inherit,
            OptionalInt port) {
        return new SidecarDeclaration("web", true, false, true, command, environment, inherit, Path.of("").toAbsolutePath(),
                "127.0.0.1", port, new SidecarDeclaration.Health(Optional.empty(), List.of(), OptionalInt.empty(),
                        "http", Map.of(), Duration.ofSeconds(10), Duration.ofSeconds(2), Optional.empty()),
                rules(2), StopPolicy.DEFAULT, new OutputLevels(OutputLevel.OFF, OutputLevel.OFF), 10, false, Set.of());
    }

    static LifecycleRules rules(int maxAttempts) {
        return rules(maxAttempts, true);
    }

    /** It has nothing that can be asked. */
    public static LifecycleRules unprobed() {
        return rules(2, false);
    }

    private static LifecycleRules rules(int maxAttempts, boolean probed) {
        return new LifecycleRules(probed, true, Duration.ofSeconds(60).toNanos(), 3,
                Duration.ofSeconds(5).toNanos(), RestartPolicy.ALWAYS,
                new Backoff(Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(30).toNanos(), 0),
                new RestartBudget.Limits(maxAttempts, OptionalInt.empty(), 0), Set.of(), OptionalLong.empty());
    }
}
