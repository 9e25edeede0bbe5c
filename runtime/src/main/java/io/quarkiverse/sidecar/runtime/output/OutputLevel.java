package io.quarkiverse.sidecar.runtime.output;

import java.util.Optional;

import org.jboss.logging.Logger;

/** At which level a stream's lines are logged. */
public enum OutputLevel {

    /** Read and kept in the tail, never logged. */
    OFF(null),
    TRACE(Logger.Level.TRACE),
    DEBUG(Logger.Level.DEBUG),
    INFO(Logger.Level.INFO),
    WARN(Logger.Level.WARN),
    ERROR(Logger.Level.ERROR);

    private final Logger.Level level;

    OutputLevel(Logger.Level level) {
        this.level = level;
    }

    /** The logger's level; empty for {@link #OFF}. */
    Optional<Logger.Level> level() {
        return Optional.ofNullable(level);
    }
}
