package io.quarkiverse.sidecar.it.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the log of one start of the application must not hold: an error that is no failure of a sidecar, a stack trace, and
 * one failure told twice. Used by one thread.
 */
final class LogCheck {

    static final String INVARIANT = "the log holds no unexpected error, and each failure once";

    /** How many failures of a sidecar have been told since it was last launched. */
    private final Map<String, Integer> failures = new HashMap<>();

    Optional<String> look(String line) {
        if (line.startsWith("\tat ")) {
            return Optional.of(line);
        }
        return LogLine.parse(line).filter(entry -> !entry.output()).filter(this::wrong).map(LogLine::message);
    }

    private boolean wrong(LogLine entry) {
        if (entry.launched()) {
            failures.remove(entry.sidecar());
        }
        if (entry.failed()) {
            // Without a launch it may fail again: when what it depends on is up again, and then is not.
            return failures.merge(entry.sidecar(), 1, Integer::sum) > 1 && !entry.dependencyFailed();
        }
        return entry.level().equals("ERROR") || entry.level().equals("FATAL");
    }
}
