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

    /** Netty's word for a connection that comes while the application ends: the observer asks until the last moment. */
    private static final String TOO_LATE = "Failed to register an accepted channel";

    /** So many entries may stand between the reset of a connection and the word of the application that it was its own. */
    private static final int UNTIL_OWNED = 50;
    private static final String NOT_OWNED = "Connection reset, and it was not one of the application's own";

    /** How many failures of a sidecar have been told since it was last launched. */
    private final Map<String, Integer> failures = new HashMap<>();
    private LogLine latest = new LogLine("", "", "");
    private boolean traced;
    private int resets;
    private int sinceReset;

    Optional<String> look(String line) {
        if (line.startsWith("\tat ")) {
            boolean told = traced;
            traced |= unexpected(line);
            return Optional.of(line).filter(any -> traced && !told)
                    .map(frame -> "a stack trace of \"" + latest.message() + "\": " + frame.strip());
        }
        Optional<LogLine> entry = LogLine.parse(line);
        entry.ifPresent(it -> {
            latest = it;
            traced = false;
        });
        return entry.filter(it -> !it.output()).flatMap(this::judge);
    }

    /** What is wrong with it as a whole, when nothing follows any more. */
    Optional<String> atTheEnd() {
        return resets > 0 ? Optional.of(NOT_OWNED) : Optional.empty();
    }

    private Optional<String> judge(LogLine entry) {
        if (entry.reset()) {
            resets++;
            sinceReset = 0;
            return Optional.empty();
        }
        if (entry.ownReset()) {
            resets = Math.max(0, resets - 1);
        }
        if (wrong(entry)) {
            return Optional.of(entry.message());
        }
        if (resets > 0 && ++sinceReset > UNTIL_OWNED) {
            resets = 0;
            return Optional.of(NOT_OWNED);
        }
        return Optional.empty();
    }

    /** An event loop may wait for a processor on a busy machine; but it must not be the extension that it waits in. */
    private boolean unexpected(String frame) {
        return latest.message().contains(" has been blocked for ") ? frame.contains("io.quarkiverse.sidecar")
                : !latest.message().startsWith(TOO_LATE);
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
