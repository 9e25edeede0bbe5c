package io.quarkiverse.sidecar.runtime.reclaim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the sidecar classes warn of while a test runs. It is kept from the console, where thousands would drown the rest. */
final class Warnings extends Handler implements BeforeEachCallback, AfterEachCallback {

    private static final Logger LOGGER = Logger.getLogger("io.quarkiverse.sidecar.runtime");

    private final List<String> messages = new CopyOnWriteArrayList<>();

    List<String> messages() {
        return List.copyOf(messages);
    }

    void forget() {
        messages.clear();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        LOGGER.addHandler(this);
        LOGGER.setUseParentHandlers(false);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(logged instanceof ExtLogRecord ext ? ext.getFormattedMessage() : logged.getMessage());
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is open
    }
}
