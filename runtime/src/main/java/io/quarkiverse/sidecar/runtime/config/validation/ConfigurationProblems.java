package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Tells mistakes of the configuration, all of them at once. */
public final class ConfigurationProblems {

    private static final Pattern KEY = Pattern.compile("^(quarkus\\.sidecar\\.(?:\"[^\"]*\"|[^\\s\":])+)[: ]");

    private ConfigurationProblems() {
    }

    /** Without a stack trace, which does not help to fix a configuration. */
    public static ConfigurationException exception(List<String> problems) {
        ConfigurationException exception = new ConfigurationException(list(problems), keys(problems));
        exception.setStackTrace(new StackTraceElement[0]);
        return exception;
    }

    /** For people: how many there are, and one on each line. */
    public static String list(List<String> problems) {
        return "The configuration of quarkus-sidecar has %d mistake%s:\n  - %s".formatted(problems.size(),
                problems.size() == 1 ? "" : "s", String.join("\n  - ", problems));
    }

    /** Dev mode offers to edit them. */
    private static Set<String> keys(List<String> problems) {
        return problems.stream().map(KEY::matcher).filter(Matcher::find).map(found -> found.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
