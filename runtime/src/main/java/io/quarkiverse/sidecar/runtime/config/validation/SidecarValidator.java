package io.quarkiverse.sidecar.runtime.config.validation;

import java.nio.file.Files;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.SidecarConfig;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;

/** Finds the mistakes in the configuration of one sidecar. */
final class SidecarValidator {

    private static final int MAX_PORT = 65535;

    /** What RFC 9110 calls a token. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    private final String name;
    private final SidecarConfig config;
    private final boolean asked;
    private final boolean launched;
    private final List<String> problems;
    private final DurationValidator durations;
    private final Set<String> commanded;

    /**
     * What is switched off needs nothing; what somebody else runs needs nothing that a launch needs.
     *
     * @param problems where they are added
     * @param commanded the sidecars that have a command
     */
    SidecarValidator(String name, SidecarConfig config, boolean allEnabled, List<String> problems, Set<String> commanded) {
        this.name = name;
        this.config = config;
        this.problems = problems;
        this.commanded = commanded;
        this.durations = new DurationValidator(problems);
        this.asked = allEnabled && config.enabled() && config.mode() == SidecarConfig.Mode.EXTERNAL;
        this.launched = allEnabled && config.enabled() && config.mode() == SidecarConfig.Mode.MANAGED;
    }

    void run() {
        command();
        ports();
        health();
        restart();
        durations();
        environment();
        config.workingDirectory().filter(directory -> launched && !Files.isDirectory(directory)).ifPresent(directory -> problem(
                "working-directory", directory, "there is no such folder: create it, or name one that exists"));
        atLeast(0, "output.tail-lines", config.output().tailLines());
    }

    private void command() {
        List<String> command = config.command().orElse(List.of());
        if (launched && (command.isEmpty() || command.get(0).isBlank())) {
            problem("command", "missing or empty",
                    meant() + "set it to a program and its arguments, for example node,server.js");
        }
        if (config.port().isEmpty()) {
            portless("command", command);
            portless("health.command", config.health().command().orElse(List.of()));
            config.environment().forEach((key, value) -> {
                if (value.contains("{port}")) {
                    problem("environment." + key, "using {port}",
                            "there is no port to put there: set " + ConfigKeys.of(name, "port"));
                }
            });
        }
    }

    /** A key under a misspelt name declares one sidecar more. */
    private String meant() {
        return config.command().isPresent() ? "" : SpellingSuggestions.didYouMean(name, commanded);
    }

    private void portless(String key, List<String> command) {
        command.stream().filter(argument -> argument.contains("{port}")).findFirst().ifPresent(argument -> problem(
                key, "using {port}", "there is no port to put there: set " + ConfigKeys.of(name, "port")));
    }

    private void ports() {
        range("port", config.port(), 0, "a port between 1 and 65535, or 0 to have a free one chosen");
        range("health.port", config.health().port(), 1, "a port between 1 and 65535");
        if (asked && config.port().orElse(-1) == 0) {
            problem("port", 0, "a chosen port reaches nobody in mode=external: set the one that it listens on");
        } else if (asked && config.port().isEmpty() && config.health().port().isEmpty()
                && config.health().command().isEmpty()) {
            problem("port", "missing",
                    "in mode=external it is only asked, and needs a port for that: set it, or health.port, or"
                            + " health.command");
        }
        if (config.host().isBlank()) {
            problem("host", "empty", "set it to an address, for example 127.0.0.1");
        }
    }

    private void range(String key, OptionalInt port, int from, String remedy) {
        if (port.isPresent() && (port.getAsInt() < from || port.getAsInt() > MAX_PORT)) {
            problem(key, port.getAsInt(), "it must be " + remedy);
        }
    }

    private void health() {
        config.health().path().ifPresent(path -> {
            if (!path.startsWith("/")) {
                problem("health.path", path, "it must begin with a slash, for example /" + path);
            }
            if (path.chars().anyMatch(character -> character <= ' ' || character == 127)) {
                problem("health.path", "a text with blanks or control characters",
                        "no HTTP request can hold them: write %20 for a blank");
            }
            if (config.port().isEmpty() && config.health().port().isEmpty()) {
                problem("health.path", path, "there is no port to ask at: set " + ConfigKeys.of(name, "port"));
            }
        });
        config.health().headers().forEach((header, value) -> {
            String key = "health.headers.\"" + header + '"';
            if (!HEADER_NAME.matcher(header).matches()) {
                problem(key, "declared", "this cannot be the name of an HTTP header: rename it");
            } else if (CONTROL_CHARACTER.matcher(value).find()) {
                problem(key, "a text with control characters", "no HTTP header can hold them: remove them");
            }
        });
        config.health().command().ifPresent(command -> {
            if (command.isEmpty() || command.get(0).isBlank()) {
                problem("health.command", "empty", "set it to a program and its arguments, or remove it");
            } else if (config.health().path().isPresent()) {
                problem("health.command", command.get(0), "health.path asks already: remove one of them");
            }
        });
        config.ready().logPattern().ifPresent(pattern -> {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                problem("ready.log-pattern", pattern, "this is no regular expression: " + e.getDescription());
            }
        });
        atLeast(1, "health.failure-threshold", config.health().failureThreshold());
    }

    private void restart() {
        SidecarConfig.RestartConfig restart = config.restart();
        atLeast(0, "restart.max-attempts", restart.maxAttempts());
        if (!(restart.jitter() >= 0 && restart.jitter() <= 1)) {
            problem("restart.jitter", restart.jitter(), "it must be between 0 and 1, for example 0.2");
        }
        if (restart.maxDelay().compareTo(restart.delay()) < 0) {
            problem("restart.max-delay", DurationValidator.text(restart.maxDelay()),
                    "it must not be shorter than restart.delay, which is " + DurationValidator.text(restart.delay()));
        }
        if (restart.window().isPresent() != restart.windowAttempts().isPresent()) {
            String missing = restart.window().isPresent() ? "restart.window-attempts" : "restart.window";
            problem(missing, "missing", "restart.window and restart.window-attempts are set together or not at all");
        }
        restart.windowAttempts().ifPresent(attempts -> atLeast(1, "restart.window-attempts", attempts));
        restart.window().ifPresent(window -> durations.positive(ConfigKeys.of(name, "restart.window"), window));
        restart.retryAfter().ifPresent(after -> durations.positive(ConfigKeys.of(name, "restart.retry-after"), after));
    }

    private void durations() {
        durations.positive(ConfigKeys.of(name, "health.interval"), config.health().interval());
        durations.probeTimeout(ConfigKeys.of(name, "health.timeout"), config.health().timeout());
        durations.positive(ConfigKeys.of(name, "ready.timeout"), config.ready().timeout());
        durations.positive(ConfigKeys.of(name, "stop.timeout"), config.stop().timeout());
        durations.notNegative(ConfigKeys.of(name, "restart.delay"), config.restart().delay());
        durations.notNegative(ConfigKeys.of(name, "restart.max-delay"), config.restart().maxDelay());
        durations.notNegative(ConfigKeys.of(name, "restart.stable-after"), config.restart().stableAfter());
        boolean probed = asked || config.port().isPresent() || config.health().port().isPresent()
                || config.health().command().isPresent() || config.ready().logPattern().isPresent();
        if (!probed && config.ready().timeout().compareTo(config.restart().stableAfter()) <= 0) {
            problem("ready.timeout", DurationValidator.text(config.ready().timeout()),
                    "without a port it is ready when it has been alive for"
                            + " restart.stable-after, which is " + DurationValidator.text(config.restart().stableAfter())
                            + ": allow more than that");
        }
    }

    private void environment() {
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
        problems.add("%s is %s: %s".formatted(ConfigKeys.of(name, key), value, remedy));
    }
}
