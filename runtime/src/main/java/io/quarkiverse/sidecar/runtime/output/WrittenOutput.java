package io.quarkiverse.sidecar.runtime.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/**
 * The last lines of a launch as it wrote them: decisions are made on these, and what is quoted of them is redacted. Safe for
 * use
 * by any thread.
 */
public final class WrittenOutput {

    /** So many last lines are searched for the cause of an exit, however few are kept for people. */
    private static final int LINES = 50;

    private final OutputTail lines = new OutputTail(LINES);
    private final Redaction redaction;
    private volatile String unfinished = "";

    public WrittenOutput(Redaction redaction) {
        this.redaction = redaction;
    }

    public void add(String line) {
        unfinished = "";
        lines.add(line);
    }

    /** The beginning of a line that has not ended. */
    public void begin(String beginning) {
        unfinished = beginning;
    }

    /** The line in which the program says that an address is in use. Not to be shown: see {@link #quoted}. */
    public Optional<String> bindError() {
        return BindErrorDetector.find(all());
    }

    /** A line of it as people may see it. */
    public String quoted(String line) {
        return ErrorLineFinder.shown(redaction.line(line));
    }

    /** The line that most likely explains the exit. The last words of a program that a signal ended explain nothing. */
    public Optional<String> tellingLine(SidecarExit exit) {
        return (exit.signal().isPresent() ? ErrorLineFinder.complaint(all()) : ErrorLineFinder.find(all())).map(this::quoted);
    }

    /** The line that most likely explains what it does. */
    public Optional<String> tellingLine() {
        return ErrorLineFinder.find(all()).map(this::quoted);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(lines.lines());
        if (!unfinished.isBlank()) {
            all.add(unfinished);
        }
        return all;
    }
}
