package io.quarkiverse.sidecar.runtime.config.validation;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.sidecar.runtime.config.Arguments;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.HealthConfig;
import io.quarkiverse.sidecar.runtime.config.NativeEncoding;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.Mode;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig.RestartConfig;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.quarkiverse.sidecar.runtime.lifecycle.Durations;

/** Finds the mistakes in the configuration of one sidecar. */
final class SidecarValidator {

    private static final int MAX_PORT = 65535;

    /** Longer than any useful wait, and short enough that sums of durations fit into nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    static final Duration SHORTEST = Duration.ofMillis(1);

    /** What a timer of Vert.x can count, in milliseconds. */
    private static final Duration LONGEST_PROBE = Duration.ofDays(24);

    /** What RFC 9110 calls a token. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    private final String name;
    private final SidecarConfig config;
    private final HealthConfig health;
    private final boolean external;
    private final boolean launched;
    private final boolean port;
    private final boolean anyPort;
    private final Mistakes mistakes;

    /** A sidecar that is switched off needs nothing, and an external one nothing that a launch needs. */
    SidecarValidator(String name, SidecarConfig config, boolean allEnabled, Mistakes mistakes) {
        this.name = name;
        this.config = config;
        this.health = config.health();
        this.mistakes = mistakes;
        this.external = allEnabled && config.enabled() && config.mode() == Mode.EXTERNAL;
        this.launched = allEnabled && config.enabled() && config.mode() == Mode.MANAGED;
        this.port = config.port().isPresent();
        this.anyPort = port || health.port().isPresent();
    }

    /** @param commanded the sidecars that have a command */
    void run(Set<String> commanded) {
        command(commanded);
        ports();
        http();
        readiness();
        restart();
        durations();
        environment();
        config.workingDirectory().filter(directory -> launched && !Files.isDirectory(directory)).ifPresent(directory -> problem(
                "working-directory", directory, "there is no directory %s: create it, or name one that exists"
                        .formatted(directory.toAbsolutePath().normalize())));
        atLeast(0, "output.tail-lines", config.output().tailLines());
    }

    private void command(Set<String> commanded) {
        List<String> command = Arguments.of(config);
        if (launched && (command.isEmpty() || command.get(0).isBlank())) {
            // A key under a misspelled name declares one more sidecar.
            String meant = command.isEmpty() ? SpellingSuggestions.didYouMean(name, commanded) : "";
            problem("command", "missing or empty", meant + "set it to a program and its arguments, for example node,server.js");
        }
        texts("command", command);
        texts("health.command", Arguments.of(health));
        config.environment().forEach((variable, value) -> texts("environment." + variable, List.of(value, variable)));
    }

    /** What is handed to a program must arrive there. */
    private void texts(String key, List<String> texts) {
        if (!port && texts.stream().anyMatch(text -> text.contains("{port}"))) {
            problem(key, "using {port}", "there is no port to put there: set " + ConfigKeys.of(name, "port"));
        }
        texts.stream().filter(text -> launched || external && key.startsWith("health."))
                .flatMap(text -> NativeEncoding.remedyOfArgument(text).stream()).findFirst()
                .ifPresent(remedy -> problem(key, "a text with other characters than those of ASCII", remedy));
    }

    private void ports() {
        range("port", config.port().orElse(0), 0, "a port between 1 and 65535, or 0 to have a free one chosen");
        range("health.port", health.port().orElse(1), 1, "a port between 1 and 65535");
        if (external && config.port().orElse(-1) == 0) {
            problem("port", 0, "a chosen port reaches nothing in mode=external: set the one that it listens on");
        } else if (external && !anyPort && health.command().isEmpty()) {
            problem("port", "missing", "in mode=external it is only probed, and needs a port for that: set it, or health.port,"
                    + " or health.command");
        }
        if (config.host().isBlank()) {
            problem("host", "empty", "set it to an address, for example 127.0.0.1");
        }
    }

    private void range(String key, int value, int from, String remedy) {
        if (value < from || value > MAX_PORT) {
            problem(key, value, "it must be " + remedy);
        }
    }

    private void http() {
        health.path().ifPresent(path -> {
            if (!path.startsWith("/")) {
                problem("health.path", path, "it must begin with a slash, for example /" + path);
            }
            if (path.chars().anyMatch(character -> character <= ' ' || character == 127)) {
                problem("health.path", "a text with blanks or control characters",
                        "no HTTP request can hold them: write %20 for a blank");
            }
            if (!anyPort) {
                problem("health.path", path, "there is no port to probe: set " + ConfigKeys.of(name, "port"));
            }
        });
        health.headers().forEach((header, value) -> {
            String key = "health.headers.\"" + header + '"';
            if (!HEADER_NAME.matcher(header).matches()) {
                problem(key, "declared", "this cannot be the name of an HTTP header: rename it");
            } else if (CONTROL_CHARACTER.matcher(value).find()) {
                problem(key, "a text with control characters", "no HTTP header can hold them: remove them");
            }
        });
    }

    private void readiness() {
        List<String> command = Arguments.of(health);
        if (!command.isEmpty() && command.get(0).isBlank()) {
            problem("health.command", "empty", "set it to a program and its arguments, or remove it");
        } else if (!command.isEmpty() && health.path().isPresent()) {
            problem("health.command", command.get(0), "health.path is probed already: remove one of them");
        }
        config.ready().logPattern().ifPresent(pattern -> {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                problem("ready.log-pattern", pattern, "this is no regular expression: " + e.getDescription());
            }
        });
        atLeast(1, "health.failure-threshold", health.failureThreshold());
        Duration timeout = config.ready().timeout();
        Duration stable = config.restart().stableAfter();
        boolean probed = external || anyPort || !command.isEmpty() || config.ready().logPattern().isPresent();
        if (!probed && timeout.compareTo(stable) <= 0) {
            problem("ready.timeout", Durations.format(timeout), "without a port it is ready when it has been alive for"
                    + " restart.stable-after, which is " + Durations.format(stable) + ": allow more than that");
        }
    }

    private void restart() {
        RestartConfig restart = config.restart();
        atLeast(0, "restart.max-attempts", restart.maxAttempts());
        if (!(restart.jitter() >= 0 && restart.jitter() <= 1)) {
            problem("restart.jitter", restart.jitter(), "it must be between 0 and 1, for example 0.2");
        }
        if (restart.maxDelay().compareTo(restart.delay()) < 0) {
            problem("restart.max-delay", Durations.format(restart.maxDelay()),
                    "it must not be shorter than restart.delay, which is " + Durations.format(restart.delay()));
        }
        if (restart.window().isPresent() != restart.windowAttempts().isPresent()) {
            problem(restart.window().isPresent() ? "restart.window-attempts" : "restart.window", "missing",
                    "restart.window and restart.window-attempts are set together or not at all");
        }
        restart.windowAttempts().ifPresent(attempts -> atLeast(1, "restart.window-attempts", attempts));
    }

    private void durations() {
        RestartConfig restart = config.restart();
        Map.of("health.interval", health.interval(), "ready.timeout", config.ready().timeout(), "stop.timeout",
                config.stop().timeout(), "restart.window", restart.window().orElse(SHORTEST), "restart.retry-after",
                restart.retryAfter().orElse(SHORTEST)).forEach((key, value) -> duration(key, value, SHORTEST, LONGEST));
        Map.of("restart.delay", restart.delay(), "restart.max-delay", restart.maxDelay(), "restart.stable-after",
                restart.stableAfter()).forEach((key, value) -> duration(key, value, Duration.ZERO, LONGEST));
        duration("health.timeout", health.timeout(), SHORTEST, LONGEST_PROBE);
    }

    private void duration(String key, Duration value, Duration shortest, Duration longest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            problem(key, Durations.format(value), between(shortest, longest));
        }
    }

    static String between(Duration shortest, Duration longest) {
        return "it must be between %s and %s, for example 10s".formatted(Durations.format(shortest), Durations.format(longest));
    }

    private void environment() {
        config.environmentUnset().orElse(List.of()).stream().filter(variable -> variable.startsWith("SIDECAR_"))
                .forEach(variable -> problem("environment-unset", variable,
                        "names that begin with SIDECAR_ are set by quarkus-sidecar itself: take it out"));
        for (String variable : config.environment().keySet()) {
            if (variable.isBlank() || variable.contains("=") || variable.indexOf('\0') >= 0) {
                problem("environment.\"" + variable + "\"", "declared", "this cannot be the name of a variable: rename it");
            } else if (variable.startsWith("SIDECAR_")) {
                problem("environment." + variable, "declared",
                        "names that begin with SIDECAR_ are set by quarkus-sidecar itself: rename it");
            }
        }
    }

    private void atLeast(int least, String key, int value) {
        if (value < least) {
            problem(key, value, "it must be at least " + least);
        }
    }

    private void problem(String key, Object value, String remedy) {
        mistakes.add(name, key, value, remedy);
    }
}
