package io.quarkiverse.sidecar.runtime.launch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shell that waits between fork and exec. One line on its standard input opens it, and it becomes the program: same
 * pid, same start. End of file, or another parent than the app, and it leaves.
 */
final class Gate {

    /** The exit code of a gate whose standard input ended before it was opened. */
    static final int NOT_OPENED = 98;

    /** The exit code of a gate that was opened by an app that has died since. */
    static final int PARENT_GONE = 99;

    /** The app's own pid, for the gate alone. */
    static final String PARENT = "SIDECAR_PPID";

    // The variable that is read into carries our prefix too: any other name could be one that the sidecar needs.
    private static final String SCRIPT = "read -r SIDECAR_GATE || exit " + NOT_OPENED
            + "; [ \"$PPID\" = \"$" + PARENT + "\" ] || exit " + PARENT_GONE
            + "; unset SIDECAR_GATE " + PARENT + "; exec \"$@\" </dev/null";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Gate() {
    }

    static Stream<String> inPosixShell(Path shell) {
        return Stream.of(shell.toString(), "-c", SCRIPT, "sh");
    }

    /** In its POSIX mode bash runs no start-up file of the user's before the gate. */
    static Stream<String> inBash(Path bash) {
        return Stream.of(bash.toString(), "--posix", "-c", SCRIPT, "sh");
    }

    /** The names that dash and others do not hand on. */
    static List<String> namesThatShellsDrop(Collection<String> names) {
        return names.stream().filter(name -> !IDENTIFIER.matcher(name).matches()).sorted().toList();
    }
}
