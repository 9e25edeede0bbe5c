package io.quarkiverse.sidecar.runtime.output;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/** Finds the line of output that most likely tells why a program has ended. Pure. */
public final class ErrorLineFinder {

    private static final int LONGEST = 200;

    private static final Pattern COMPLAINT = Pattern.compile(
            "error|exception|fatal|panic|cannot|can't|could not|unable|failed|not found|denied|invalid|no such|unknown|missing",
            Pattern.CASE_INSENSITIVE);

    /** Where in the program it happened, as Java and Node print it. */
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+at .*|\\s+\\.\\.\\. \\d+ more");

    private ErrorLineFinder() {
    }

    /**
     * The last that complains; where none does, the last that is not blank. Not to be shown as it is: see {@link #shown}.
     *
     * @param lines the last lines of its output
     */
    public static Optional<String> find(List<String> lines) {
        return complaint(lines).or(() -> last(lines, line -> !line.isBlank()));
    }

    /** As {@link #find}, but only a line that complains: the last words of a program that a signal ended explain nothing. */
    public static Optional<String> complaint(List<String> lines) {
        return last(lines, COMPLAINT.asPredicate().and(line -> !STACK_FRAME.matcher(line).matches()));
    }

    /** On one line, without control characters, at most 200 characters of it. */
    static String shown(String line) {
        String plain = line.replaceAll("\\p{Cntrl}(\\[[0-9;]*m)?", " ").strip();
        // It is shown to more people than the log.
        String safe = String.join(" ", Redaction.command(List.of(plain.split(" "))));
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "…";
    }

    private static Optional<String> last(List<String> lines, Predicate<String> wanted) {
        return lines.stream().filter(wanted).reduce((earlier, later) -> later);
    }
}
