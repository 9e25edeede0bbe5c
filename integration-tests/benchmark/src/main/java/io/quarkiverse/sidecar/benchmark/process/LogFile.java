package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.FileHandler;

/** The one log, in the form that Quarkus has by default, until it is closed: then the one before. */
public final class LogFile implements AutoCloseable {

    private static final String FORM = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{3.}] (%t) %s%e%n";
    private static final Logger ROOT = Logger.getLogger("");

    private final List<Handler> before = Arrays.asList(ROOT.getHandlers());
    private final Handler handler;

    private LogFile(Handler handler) {
        this.handler = handler;
        before.forEach(ROOT::removeHandler);
        ROOT.addHandler(handler);
    }

    public static LogFile open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return new LogFile(new FileHandler(new PatternFormatter(FORM), file.toFile(), false));
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
        before.forEach(ROOT::addHandler);
        handler.close();
    }
}
