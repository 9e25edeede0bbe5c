package io.quarkiverse.sidecar.runtime.output;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the line in which a program says that its address is in use. Pure. The words are those that Node, Java, Python, Go,
 * nginx, Redis, PostgreSQL, Ruby, Rust, PHP, .NET and Erlang write; the numbers are EADDRINUSE on Linux (98), macOS (48) and
 * Windows (10048), for programs that translate the words.
 */
public final class BindErrorDetector {

    private static final Pattern IN_USE = Pattern.compile("addr_?in_?use"
            + "|address (is )?(already )?in use"
            + "|\\bport\\b.{0,40}\\b(is|was|are) already (in use|allocated|bound)"
            + "|\\bport\\b.{0,40}\\b(is|seems to be) in use by another"
            + "|\\[?\\b(Win|WS)?(Errno|Error) (98|48|10048)\\b"
            + "|\\(os error (98|48|10048)\\)"
            + "|\\bbind(\\(\\))?\\b.{0,80}\\b(98|48|10048)\\b: "
            + "|only one usage of each socket address", Pattern.CASE_INSENSITIVE);

    private static final int MAX_PORT = 65535;

    // After an address, or after the word; times of day have colons, too.
    private static final Pattern PORT = Pattern
            .compile("(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\*|::|\\]|//[\\w.-]+|localhost|(?<=\\s)):(\\d{1,5})\\b"
                    + "|\\bport[ =:#]{1,3}(\\d{1,5})\\b"
                    + "|\\('[^']*', (\\d{1,5})[,)]", Pattern.CASE_INSENSITIVE);

    private BindErrorDetector() {
    }

    /**
     * @param lines a program's last output, oldest first
     * @return the first such line: where several are, the first is the program's own sentence, the others its details
     */
    public static Optional<String> find(List<String> lines) {
        return lines.stream().filter(line -> IN_USE.matcher(line).find()).findFirst().map(String::strip);
    }

    /** The port that such a line names; many name none. */
    public static OptionalInt port(String line) {
        Matcher port = PORT.matcher(line);
        if (!port.find()) {
            return OptionalInt.empty();
        }
        int group = port.group(1) != null ? 1 : port.group(2) != null ? 2 : 3;
        int number = Integer.parseInt(port.group(group));
        return number > 0 && number <= MAX_PORT ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
