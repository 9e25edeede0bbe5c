package io.quarkiverse.sidecar.runtime.output;

import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/**
 * Reads what a sidecar writes: every line is handed on at once, and goes to the log when the log has room. The child is never
 * blocked by a slow log: a bounded number of lines waits, those beyond are counted, and a WARN line says how
 * many are missing. Secret values are removed before a line is kept or logged. Safe for use by any thread, for any number of
 * launches one after the other.
 */
public final class OutputPump {

    /** The logger's category is this and the sidecar's name in quotes. */
    public static final String CATEGORY = "io.quarkiverse.sidecar.output";

    private final String sidecarName;
    private final OutputLevels rules;
    private final OutputListener lines;
    private final Redaction redaction;
    private final OutputCounts counts;
    private final Logger log;
    private final BoundedLogQueue queue;

    /** A pump for a sidecar without secrets in its environment. */
    public OutputPump(String sidecarName, OutputLevels rules, Consumer<String> lines, Executor logExecutor) {
        this(sidecarName, rules, lines, logExecutor, Redaction.NONE);
    }

    /** A pump for a caller that does not distinguish the streams. */
    public OutputPump(String sidecarName, OutputLevels rules, Consumer<String> lines, Executor logExecutor,
            Redaction redaction) {
        this(sidecarName, rules, (stream, line) -> lines.accept(line), logExecutor, redaction, new OutputCounts());
    }

    /**
     * @param sidecarName names the threads and the log category
     * @param rules the level of each stream
     * @param lines takes every line of both streams, also those that are not logged; must not block
     * @param logExecutor the one thread that logs for all sidecars, one task after the other
     * @param redaction what must not be shown
     * @param counts where the lines are counted
     */
    public OutputPump(String sidecarName, OutputLevels rules, OutputListener lines, Executor logExecutor, Redaction redaction,
            OutputCounts counts) {
        this.sidecarName = Objects.requireNonNull(sidecarName, "sidecarName");
        this.rules = Objects.requireNonNull(rules, "rules");
        this.lines = Objects.requireNonNull(lines, "lines");
        this.redaction = Objects.requireNonNull(redaction, "redaction");
        this.log = Logger.getLogger(CATEGORY + "." + sidecarName);
        this.counts = Objects.requireNonNull(counts, "counts");
        this.queue = new BoundedLogQueue(Objects.requireNonNull(logExecutor, "logExecutor"), this::reportGap, counts);
    }

    /**
     * Reads both streams to their ends, each on a daemon thread of its own, and closes them.
     *
     * @return completes on the last reading thread when both have ended; a descendant that holds a stream open keeps it from
     *         completing
     */
    public CompletableFuture<Void> pump(InputStream stdout, InputStream stderr) {
        return pump(stdout, stderr, () -> {
        });
    }

    /**
     * As {@link #pump(InputStream, InputStream)}.
     *
     * @param afterwards run on each of the threads when its stream has ended, and may block there: it has nothing else to do
     */
    public CompletableFuture<Void> pump(InputStream stdout, InputStream stderr, Runnable afterwards) {
        return CompletableFuture.allOf(read(StandardStream.STDOUT, stdout, rules.stdout(), afterwards),
                read(StandardStream.STDERR, stderr, rules.stderr(), afterwards));
    }

    /** How many lines the log has missed so far, because it was slower than the sidecar or shut down. */
    public long dropped() {
        return counts.dropped();
    }

    private CompletableFuture<Void> read(StandardStream which, InputStream stream, OutputLevel level, Runnable afterwards) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        LineReader reader = new LineReader(stream, taker(which, level),
                beginning -> lines.unfinished(which, PlainText.of(beginning)));
        Thread thread = new Thread(() -> {
            try {
                reader.run();
            } finally {
                ended.complete(null);
            }
            afterwards.run();
        }, "sidecar-" + sidecarName + "-" + which.name().toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
        // It may outlive a live reload, and must not hold the old application's classes.
        thread.setContextClassLoader(null);
        thread.start();
        return ended;
    }

    private Consumer<String> taker(StandardStream which, OutputLevel outputLevel) {
        Optional<Logger.Level> level = outputLevel.level();
        return raw -> {
            counts.read(which);
            String plain = PlainText.of(raw);
            lines.written(which, plain);
            String line = shown(raw, plain);
            lines.line(which, line);
            level.filter(log::isEnabled).ifPresent(at -> queue.submit(() -> log.log(at, line)));
        };
    }

    /** Colors within a secret would hide it from the redaction: then the line loses them. */
    private String shown(String raw, String plain) {
        String line = redacted(raw);
        String withoutColors = redacted(plain);
        return raw.equals(plain) || PlainText.of(line).equals(withoutColors) ? line : withoutColors;
    }

    private String redacted(String line) {
        return line.endsWith(LineAssembler.CUT)
                ? redaction.beginning(line.substring(0, line.length() - LineAssembler.CUT.length())) + LineAssembler.CUT
                : redaction.line(line);
    }

    private void reportGap(long missed) {
        log.warnf(
                "%d lines of the output of sidecar '%s' are missing here: it wrote them faster than the log could take them",
                missed, sidecarName);
    }
}
