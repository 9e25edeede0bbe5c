package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what a class logs, level and text, until it is closed. */
final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Consumer<String> lines;

    LogLines(Class<?> origin, Consumer<String> lines) {
        this.logger = Logger.getLogger(origin.getName());
        this.lines = lines;
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        lines.accept(line.getLevel() + " " + (line.getParameters() == null ? line.getMessage()
                : String.format(line.getMessage(), line.getParameters())));
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
