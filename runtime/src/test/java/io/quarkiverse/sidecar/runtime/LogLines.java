package io.quarkiverse.sidecar.runtime;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what is logged in a category, level and text, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Consumer<String> lines;

    /** @param category the name of a class, or of a package */
    public LogLines(String category, Consumer<String> lines) {
        this.logger = Logger.getLogger(category);
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
