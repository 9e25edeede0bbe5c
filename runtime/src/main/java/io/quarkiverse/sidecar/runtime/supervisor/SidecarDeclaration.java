package io.quarkiverse.sidecar.runtime.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/**
 * One sidecar as the configuration declares it, checked.
 *
 * @param enabled false: known by name, never launched
 * @param external true: it is external, and only probed
 * @param required true: it decides readiness
 * @param command program and arguments, {@code {port}} not yet expanded
 * @param environment what is added to the environment, {@code {port}} not yet expanded
 * @param inheritEnvironment whether the app's environment is handed on
 * @param environmentUnset names of the app's environment that are not handed on
 * @param host where it is probed
 * @param port the declared port; 0: one is to be chosen
 * @param awaitReady whether the application's start waits until it is ready
 * @param dependsOn names of those that must be ready before its launch, and are ended after it
 * @param keptOverReload whether in dev mode it goes on running while the application is reloaded
 */
public record SidecarDeclaration(String name, boolean enabled, boolean external, boolean required, List<String> command,
        Map<String, String> environment, boolean inheritEnvironment, Set<String> environmentUnset, Path workingDirectory,
        String host, OptionalInt port, Health health, LifecycleRules rules, StopPolicy stop, OutputLevels output, int tailLines,
        boolean awaitReady,
        Set<String> dependsOn, boolean keptOverReload) {

    public SidecarDeclaration(String name, boolean enabled, boolean external, boolean required, List<String> command,
            Map<String, String> environment, boolean inheritEnvironment, Path workingDirectory, String host,
            OptionalInt port, Health health, LifecycleRules rules, StopPolicy stop, OutputLevels output, int tailLines,
            boolean awaitReady, Set<String> dependsOn) {
        this(name, enabled, external, required, command, environment, inheritEnvironment, Set.of(), workingDirectory, host,
                port, health, rules, stop, output, tailLines, awaitReady, dependsOn, true);
    }

    /**
     * How it is asked.
     *
     * @param path HTTP GET of that path
     * @param command without a path: run, and well when it ends with exit 0; {@code {port}} not yet expanded. Empty: a TCP
     *        connection, when there is a port
     * @param port where, when not on the sidecar's port
     * @param logPattern a regular expression: what a line of its output must hold before it counts as ready, whatever a probe
     *        says
     */
    public record Health(Optional<String> path, List<String> command, OptionalInt port, String scheme,
            Map<String, String> headers, Duration interval, Duration timeout, Optional<String> logPattern) {
    }

    /**
     * Whether what was launched and is supervised as the one declares is what the other declares, too. What only the
     * application's start and its readiness look at makes no difference, nor on whom it depends, which its next launch asks.
     */
    public boolean runsLike(SidecarDeclaration other) {
        return byItself().equals(other.byItself());
    }

    private SidecarDeclaration byItself() {
        return new SidecarDeclaration(name, enabled, external, true, command, environment, inheritEnvironment,
                environmentUnset, workingDirectory, host, port, health, rules, stop, output, tailLines, false, Set.of(), true);
    }

    /** The environment's values stay out of whatever prints this. */
    @Override
    public String toString() {
        return "sidecar " + name;
    }
}
