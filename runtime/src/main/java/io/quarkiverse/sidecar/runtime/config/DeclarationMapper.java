package io.quarkiverse.sidecar.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.config.SidecarConfig.Mode;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.RestartConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.Startup;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.supervisor.DependencyGraph;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;

/** Turns configuration that {@code ConfigValidator} has checked into declarations. */
public final class DeclarationMapper {

    private DeclarationMapper() {
    }

    public static List<SidecarDeclaration> of(SidecarsRuntimeConfig config) {
        List<SidecarDeclaration> declarations = new ArrayList<>();
        sidecars(config).forEach((name, sidecar) -> declarations.add(declaration(name, sidecar, config.enabled())));
        return declarations;
    }

    private static Map<String, SidecarConfig> sidecars(SidecarsRuntimeConfig config) {
        Map<String, SidecarConfig> sidecars = new HashMap<>(config.sidecars());
        sidecars.keySet().removeAll(ConfigKeys.RESERVED);
        return sidecars;
    }

    private static SidecarDeclaration declaration(String name, SidecarConfig config, boolean allEnabled) {
        SidecarDeclaration.Health health = new SidecarDeclaration.Health(config.health().path(),
                Arguments.of(config.health()), config.health().port(),
                config.health().scheme().name().toLowerCase(Locale.ROOT), config.health().headers(),
                config.health().interval(), config.health().timeout(), config.ready().logPattern());
        return new SidecarDeclaration(name, allEnabled && config.enabled(), config.mode() == Mode.EXTERNAL, config.required(),
                Arguments.of(config), config.environment(), config.inheritEnvironment(),
                Set.copyOf(config.environmentUnset().orElse(List.of())),
                config.workingDirectory().orElse(Path.of("")).toAbsolutePath(), config.host(), config.port(), health,
                rules(config), new StopPolicy(config.stop().signal(), config.stop().timeout()),
                new OutputLevels(config.output().stdoutLevel(), config.output().stderrLevel()), config.output().tailLines(),
                config.startup() == Startup.AWAIT_READY,
                config.mode() == Mode.EXTERNAL ? Set.of() : dependsOn(config),
                config.liveReload() == SidecarConfig.LiveReload.KEEP);
    }

    private static LifecycleRules rules(SidecarConfig config) {
        RestartConfig restart = config.restart();
        boolean listens = config.port().isPresent() || config.health().port().isPresent();
        boolean probed = listens || config.health().command().isPresent() || config.ready().logPattern().isPresent();
        long maxDelay = Math.max(restart.delay().toNanos(), restart.maxDelay().toNanos());
        boolean external = config.mode() == Mode.EXTERNAL;
        return new LifecycleRules(probed,
                listens && !external && config.health().verifyListener(),
                config.ready().timeout().toNanos(),
                config.health().failureThreshold(), restart.stableAfter().toNanos(), restart.policy(),
                new Backoff(restart.delay().toNanos(), maxDelay, restart.jitter()),
                new RestartBudget.Limits(restart.maxAttempts(), restart.windowAttempts(),
                        restart.window().map(Duration::toNanos).orElse(0L)),
                Set.copyOf(restart.fatalExitCodes().orElse(List.of())),
                restart.retryAfter().map(after -> OptionalLong.of(after.toNanos())).orElse(OptionalLong.empty()), external);
    }

    /** What the stops of the longest chain take, plus two seconds for what comes around them, unless it is configured. */
    public static Duration shutdownTimeout(SidecarsRuntimeConfig config) {
        Map<String, SidecarConfig> sidecars = sidecars(config);
        return config.shutdownTimeout().orElseGet(() -> graph(sidecars)
                .longestChain(name -> stopTimeout(sidecars.get(name))).plusSeconds(2));
    }

    /** The names in {@code depends-on}; nothing but a blank after the last comma is none. */
    public static Set<String> dependsOn(SidecarConfig config) {
        return config.dependsOn().orElse(List.of()).stream().map(String::strip).filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Who depends on whom. */
    public static DependencyGraph graph(Map<String, SidecarConfig> sidecars) {
        return new DependencyGraph(sidecars.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> dependsOn(entry.getValue()))));
    }

    /** An external sidecar is not stopped. */
    private static Duration stopTimeout(SidecarConfig config) {
        return config.mode() == Mode.EXTERNAL ? Duration.ZERO : config.stop().timeout();
    }
}
