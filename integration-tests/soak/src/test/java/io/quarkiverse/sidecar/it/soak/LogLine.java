package io.quarkiverse.sidecar.it.soak;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line that begins an entry of the application's log, as {@link #FORMAT} writes it. */
record LogLine(String level, String category, String message) {

    static final String FORMAT = "%d{HH:mm:ss,SSS} %-5p [%c] %s%e%n";

    private static final Pattern ENTRY = Pattern.compile("\\d\\d:\\d\\d:\\d\\d,\\d{3} ([A-Z]+) +\\[([^]]*)] (.*)");
    private static final Pattern ABOUT = Pattern.compile("Sidecar '([^']*)'(?:,? )(.*)");
    private static final String OUTPUT = "io.quarkiverse.sidecar.output.";

    static Optional<LogLine> parse(String line) {
        Matcher entry = ENTRY.matcher(line);
        return entry.matches() ? Optional.of(new LogLine(entry.group(1), entry.group(2), entry.group(3))) : Optional.empty();
    }

    /** Whether a sidecar has said it. */
    boolean output() {
        return category.startsWith(OUTPUT);
    }

    /** The sidecar that it is about; empty when it is about none. */
    String sidecar() {
        Matcher about = ABOUT.matcher(message);
        return about.matches() ? about.group(1) : "";
    }

    private boolean says(String beginning) {
        Matcher about = ABOUT.matcher(message);
        return about.matches() && about.group(2).startsWith(beginning);
    }

    boolean launched() {
        return says("launched: pid ");
    }

    boolean ready() {
        return says("is ready: ");
    }

    boolean unhealthy() {
        return says("is unhealthy ");
    }

    boolean failed() {
        return level.equals("ERROR") && says("has failed (");
    }

    boolean dependencyFailed() {
        return failed() && says("has failed (DEPENDENCY_FAILED)");
    }

    /** A connection that the application had made; Vert.x does not say which. */
    boolean reset() {
        return category.equals("io.vertx.core.net.impl.ConnectionBase") && message.equals("Connection reset");
    }

    /** The application itself had asked a sidecar something over the connection that was reset. */
    boolean ownReset() {
        return message.startsWith("A question to ") && message.endsWith("Connection reset");
    }

    boolean reclaimed() {
        return message.startsWith("Reclaimed sidecar ");
    }
}
