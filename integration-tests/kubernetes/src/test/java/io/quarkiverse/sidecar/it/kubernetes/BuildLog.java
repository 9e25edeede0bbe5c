package io.quarkiverse.sidecar.it.kubernetes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;

/** What the extension says while it is open. */
final class BuildLog extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.quarkiverse.sidecar");

    private final Formatter formatter = new PatternFormatter("%p %s");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    BuildLog() {
        LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(formatter.format(line));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
