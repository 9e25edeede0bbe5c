package io.quarkiverse.sidecar.it.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the log of one start as it is written, on a thread of its own, and keeps all of it but what the sidecars say. */
final class AppLog implements Runnable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

    private final int generation;
    private final InputStream stream;
    private final Path file;
    private final SoakLog observed;
    private final Thread reader = new Thread(this, "soak-log");
    private volatile String address;

    private AppLog(int generation, InputStream stream, Path file, SoakLog observed) {
        this.generation = generation;
        this.stream = stream;
        this.file = file;
        this.observed = observed;
    }

    static AppLog read(int generation, InputStream stream, Path folder, SoakLog observed) {
        AppLog log = new AppLog(generation, stream, folder.resolve("app-" + generation + ".log"), observed);
        log.reader.setDaemon(true);
        log.reader.start();
        return log;
    }

    Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** For when the application has ended. */
    void awaitEnd(long seconds) throws InterruptedException {
        reader.join(1000 * seconds);
    }

    @Override
    public void run() {
        LogCheck check = new LogCheck();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
                PrintWriter kept = new PrintWriter(Files.newBufferedWriter(file), false)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<LogLine> entry = LogLine.parse(line);
                entry.ifPresent(it -> observed.count(generation, it));
                if (entry.filter(LogLine::output).isEmpty()) {
                    kept.println(line);
                    kept.flush();
                }
                listening(line);
                check.look(line).ifPresent(this::violated);
            }
            check.atTheEnd().ifPresent(this::violated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void violated(String evidence) {
        observed.violated("start " + generation + ": " + evidence);
    }

    private void listening(String line) {
        Matcher listening = LISTENING.matcher(line);
        if (address == null && listening.find()) {
            address = listening.group(1);
        }
    }
}
