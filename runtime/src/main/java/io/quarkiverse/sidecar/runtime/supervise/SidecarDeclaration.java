package io.quarkiverse.sidecar.runtime.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.output.OutputRules;
import io.quarkiverse.sidecar.runtime.process.StopRules;

/**
 * One sidecar as the configuration declares it, checked.
 *
 * @param enabled false: known by name, never launched
 * @param external true: somebody else runs it, and it is only probed
 * @param required true: it decides readiness
 * @param command program and arguments, {@code {port}} not yet expanded
 * @param environment what is added to the environment, {@code {port}} not yet expanded
 * @param inheritEnvironment whether the app's environment is handed on
 * @param host where it is probed
 * @param port the declared port; 0: one is to be chosen
 * @param awaitReady whether the application's start waits until it is ready
 * @param dependsOn names of those that must be ready before its launch, and are ended after it
 */
public record SidecarDeclaration(String name, boolean enabled, boolean external, boolean required, List<String> command,
        Map<String, String> environment, boolean inheritEnvironment, Path workingDirectory, String host, OptionalInt port,
        Health health, LifecycleRules rules, StopRules stop, OutputRules output, int tailLines, boolean awaitReady,
        Set<String> dependsOn) {

    /**
     * How it is asked.
     *
     * @param path HTTP GET of that path
     * @param command without a path: run, and well when it ends with exit 0; {@code {port}} not yet expanded. Empty: a TCP
     *        connection, when there is a port
     * @param port where, when not on the sidecar's port
     * @param logPattern what a line of its output must hold before it counts as ready, whatever a probe says
     */
    public record Health(Optional<String> path, List<String> command, OptionalInt port, String scheme,
            Map<String, String> headers, Duration interval, Duration timeout, Optional<Pattern> logPattern) {
    }

    /** The environment's values stay out of whatever prints this. */
    @Override
    public String toString() {
        return "sidecar " + name;
    }
}
