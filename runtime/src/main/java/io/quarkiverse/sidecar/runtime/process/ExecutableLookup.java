package io.quarkiverse.sidecar.runtime.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** Finds programs as {@code execvp} does, but before the fork, and on the PATH that the child will have. */
public final class ExecutableLookup {

    /** What the C library searches when there is no PATH. */
    public static final String DEFAULT_PATH = "/bin:/usr/bin";

    private ExecutableLookup() {
    }

    /**
     * @param path the folders to search, separated by colons; an empty one is the working directory
     * @return absolute, so that no further lookup is needed to execute it
     */
    public static Optional<Path> find(String program, String path, Path workingDirectory) {
        try {
            if (program.indexOf('/') >= 0) {
                return Optional.of(workingDirectory.resolve(program)).filter(ExecutableLookup::isExecutable);
            }
            for (String folder : path.split(File.pathSeparator)) {
                Path candidate = workingDirectory.resolve(folder).resolve(program);
                if (isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /**
     * What runs a script, as its first line says. When that is missing the kernel's answer is the same as for a missing script,
     * and {@code env} ends with an exit code that any program may have: so it is looked for before the fork.
     */
    public static final class Interpreter {

        /** The kernel reads no more. */
        private static final int FIRST_LINE = 256;

        private Interpreter() {
        }

        /**
         * @param path where {@code env} will look
         * @return what is wrong, as the end of a sentence about the script; empty for what is no script, and for what can be
         *         run
         */
        public static Optional<String> missing(Path program, String path, Path workingDirectory) {
            String line = firstLine(program);
            if (!line.startsWith("#!") || line.substring(2).isBlank()) {
                return Optional.empty();
            }
            Iterator<String> words = Arrays.asList(line.substring(2).stripLeading().split("[ \t]+")).iterator();
            String interpreter = words.next();
            if (!executable(interpreter, workingDirectory)) {
                return Optional.of(problem(interpreter, "is not an executable file"));
            }
            return interpreter.endsWith("/env") ? sought(words)
                    .filter(name -> ExecutableLookup.find(name, path, workingDirectory).isEmpty())
                    .map(name -> problem(name, "is not in any folder of its PATH " + path)) : Optional.empty();
        }

        /** What {@code env} looks for; empty when it is told more than a name. */
        private static Optional<String> sought(Iterator<String> words) {
            String first = words.hasNext() ? words.next() : "";
            String name = first.equals("-S") && words.hasNext() ? words.next() : first;
            return name.isEmpty() || name.startsWith("-") || name.contains("=") ? Optional.empty() : Optional.of(name);
        }

        private static String problem(String interpreter, String what) {
            String name = interpreter.replaceAll("\\p{Cntrl}", "");
            return name.equals(interpreter) ? "is to be run by '%s', as its first line says, and that %s".formatted(name, what)
                    : "has a Windows line end in its first line, which is taken for a part of the name '%s'".formatted(name);
        }

        private static boolean executable(String interpreter, Path workingDirectory) {
            try {
                Path file = workingDirectory.resolve(interpreter);
                return Files.isRegularFile(file) && Files.isExecutable(file);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        /** Empty for what cannot be read: perhaps it can be executed all the same. */
        private static String firstLine(Path program) {
            try (InputStream file = Files.newInputStream(program)) {
                String beginning = new String(file.readNBytes(FIRST_LINE), StandardCharsets.UTF_8);
                return beginning.split("\n", 2)[0];
            } catch (IOException e) {
                return "";
            }
        }
    }
}
