package io.quarkiverse.sidecar.runtime;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Finds every mistake of the configuration at once; each is told with its key, its value and what would be right. */
final class ConfigurationCheck {

    /** First segments of global keys. As names of sidecars they could not be told from those keys. */
    static final Set<String> RESERVED = Set.of("enabled", "state-directory", "shutdown-timeout", "health");

    private static final int MAX_PORT = 65535;

    /** Nobody waits longer, and all sums of durations fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** What a timer of Vert.x can count, in milliseconds. */
    private static final Duration LONGEST_PROBE = Duration.ofDays(24);

    /** What RFC 9110 calls a token. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    private final List<String> problems = new ArrayList<>();

    private ConfigurationCheck() {
    }

    /**
     * @param propertyNames every property that is set anywhere
     * @param injected sidecars that are injected by name, each with where
     * @throws ConfigurationException that lists all mistakes
     */
    static void check(SidecarsConfig config, Iterable<String> propertyNames, Map<String, String> injected) {
        ConfigurationCheck check = new ConfigurationCheck();
        // SmallRye's view of them cannot be gone through twice.
        List<String> properties = new ArrayList<>();
        propertyNames.forEach(properties::add);
        config.shutdownTimeout().ifPresent(timeout -> check.positive("quarkus.sidecar.shutdown-timeout", timeout));
        Map<String, SidecarConfig> sidecars = check.named(config.sidecars());
        check.reservedNames(sidecars.keySet(), properties);
        check.namesOfOneVariable(sidecars.keySet());
        check.readOnly(properties);
        sidecars.keySet().removeAll(RESERVED);
        sidecars.forEach((name, sidecar) -> check.new Of(name, sidecar, config.enabled()).check());
        check.problems.addAll(DependencyCheck.problems(sidecars, config.enabled()));
        injected.forEach((name, where) -> {
            if (!config.sidecars().containsKey(name) || RESERVED.contains(name)) {
                check.problems.add("No sidecar '%s' is declared, but %s injects it: set %s".formatted(name, where,
                        Keys.of(name, "command")));
            }
        });
        if (!check.problems.isEmpty()) {
            throw new ConfigurationException("The configuration of quarkus-sidecar has %d mistake%s:\n  - %s".formatted(
                    check.problems.size(), check.problems.size() == 1 ? "" : "s", String.join("\n  - ", check.problems)));
        }
    }

    /** SmallRye's key for an empty name is null. */
    private Map<String, SidecarConfig> named(Map<String, SidecarConfig> sidecars) {
        Map<String, SidecarConfig> named = new HashMap<>(sidecars);
        if (named.keySet().removeIf(name -> name == null || name.isBlank())) {
            problems.add("quarkus.sidecar.\"\" is declared: a sidecar needs a name, for example agent-monitor");
        }
        return named;
    }

    private void reservedNames(Collection<String> names, List<String> propertyNames) {
        for (String name : names) {
            if (!RESERVED.contains(name)) {
                continue;
            }
            for (String property : propertyNames) {
                boolean under = property.startsWith("quarkus.sidecar." + name + ".")
                        || property.startsWith("quarkus.sidecar.\"" + name + "\".");
                if (under && !property.equals("quarkus.sidecar.health.enabled")) {
                    problems.add("%s: '%s' is the first word of a global key and cannot be the name of a sidecar: use another"
                            .formatted(property, name));
                }
            }
        }
    }

    /**
     * In environment variables all punctuation is an underscore. Of a name that stands there alone SmallRye makes one with
     * dots, and so a second sidecar of what was meant to configure the first.
     */
    private void namesOfOneVariable(Collection<String> names) {
        Map<String, List<String>> byVariable = new TreeMap<>();
        names.forEach(name -> byVariable.computeIfAbsent(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                variable -> new ArrayList<>()).add(name));
        byVariable.forEach((variable, alike) -> {
            if (alike.size() > 1) {
                problems.add(("The sidecars '%s' have names that environment variables cannot tell apart: rename one. If"
                        + " there is to be one only, and the other comes from a variable QUARKUS_SIDECAR__%s__..., write"
                        + " QUARKUS_SIDECAR_%s_...").formatted(String.join("' and '", new TreeSet<>(alike)), variable,
                                variable));
            }
        });
    }

    private void readOnly(Collection<String> propertyNames) {
        propertyNames.forEach(property -> ActualPorts.sidecar(property).ifPresent(name -> problems.add(
                "%s is set, but can only be read: set %s".formatted(property, Keys.of(name, "port")))));
    }

    private void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add("%s is %s: it must be longer than 0, for example 10s".formatted(key, value));
        } else {
            notLonger(LONGEST, key, value);
        }
    }

    private void notLonger(Duration longest, String key, Duration value) {
        if (value.compareTo(longest) > 0) {
            problems.add("%s is %s: it must not be longer than %d days".formatted(key, value, longest.toDays()));
        }
    }

    /** The mistakes of one sidecar. */
    private final class Of {

        private final String name;
        private final SidecarConfig config;
        private final boolean asked;
        private final boolean launched;

        /** What is switched off needs nothing; what somebody else runs needs nothing that a launch needs. */
        Of(String name, SidecarConfig config, boolean allEnabled) {
            this.name = name;
            this.config = config;
            this.asked = allEnabled && config.enabled() && config.mode() == SidecarConfig.Mode.EXTERNAL;
            this.launched = allEnabled && config.enabled() && config.mode() == SidecarConfig.Mode.MANAGED;
        }

        void check() {
            command();
            ports();
            health();
            restart();
            durations();
            environment();
            config.workingDirectory().filter(folder -> launched && !Files.isDirectory(folder)).ifPresent(folder -> problem(
                    "working-directory", folder, "there is no such folder: create it, or name one that exists"));
            atLeast(0, "output.tail-lines", config.output().tailLines());
        }

        private void command() {
            List<String> command = config.command().orElse(List.of());
            if (launched && (command.isEmpty() || command.get(0).isBlank())) {
                problem("command", "missing or empty", "set it to a program and its arguments, for example node,server.js");
            }
            if (config.port().isEmpty()) {
                portless("command", command);
                portless("health.command", config.health().command().orElse(List.of()));
                config.environment().forEach((key, value) -> {
                    if (value.contains("{port}")) {
                        problem("environment." + key, "using {port}",
                                "there is no port to put there: set " + Keys.of(name, "port"));
                    }
                });
            }
        }

        private void portless(String key, List<String> command) {
            command.stream().filter(argument -> argument.contains("{port}")).findFirst().ifPresent(argument -> problem(
                    key, "using {port}", "there is no port to put there: set " + Keys.of(name, "port")));
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
                if (config.port().isEmpty() && config.health().port().isEmpty()) {
                    problem("health.path", path, "there is no port to ask at: set " + Keys.of(name, "port"));
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
                problem("restart.max-delay", restart.maxDelay(),
                        "it must not be shorter than restart.delay, which is " + restart.delay());
            }
            if (restart.window().isPresent() != restart.windowAttempts().isPresent()) {
                String missing = restart.window().isPresent() ? "restart.window-attempts" : "restart.window";
                problem(missing, "missing", "restart.window and restart.window-attempts are set together or not at all");
            }
            restart.windowAttempts().ifPresent(attempts -> atLeast(1, "restart.window-attempts", attempts));
            restart.window().ifPresent(window -> positive(Keys.of(name, "restart.window"), window));
            restart.retryAfter().ifPresent(after -> positive(Keys.of(name, "restart.retry-after"), after));
        }

        private void durations() {
            positive(Keys.of(name, "health.interval"), config.health().interval());
            probeTimeout(Keys.of(name, "health.timeout"), config.health().timeout());
            positive(Keys.of(name, "ready.timeout"), config.ready().timeout());
            positive(Keys.of(name, "stop.timeout"), config.stop().timeout());
            notNegative("restart.delay", config.restart().delay());
            notNegative("restart.max-delay", config.restart().maxDelay());
            notNegative("restart.stable-after", config.restart().stableAfter());
            boolean probed = asked || config.port().isPresent() || config.health().port().isPresent()
                    || config.health().command().isPresent() || config.ready().logPattern().isPresent();
            if (!probed && config.ready().timeout().compareTo(config.restart().stableAfter()) <= 0) {
                problem("ready.timeout", config.ready().timeout(), "without a port it is ready when it has been alive for"
                        + " restart.stable-after, which is " + config.restart().stableAfter() + ": allow more than that");
            }
        }

        private void probeTimeout(String key, Duration value) {
            if (value.toMillis() < 1) {
                problems.add("%s is %s: it must be at least 1ms, for example 2s".formatted(key, value));
            } else {
                notLonger(LONGEST_PROBE, key, value);
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

        private void notNegative(String key, Duration value) {
            if (value.isNegative()) {
                problem(key, value, "it must not be negative: use for example 1s");
            } else {
                notLonger(LONGEST, Keys.of(name, key), value);
            }
        }

        private void atLeast(int least, String key, int value) {
            if (value < least) {
                problem(key, value, "it must be at least " + least);
            }
        }

        private void problem(String key, Object value, String remedy) {
            problems.add("%s is %s: %s".formatted(Keys.of(name, key), value, remedy));
        }
    }
}
