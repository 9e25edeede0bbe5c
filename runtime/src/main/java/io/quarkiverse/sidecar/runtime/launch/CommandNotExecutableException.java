package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The program was not found or may not be executed. Trying again cannot help; nothing was forked. */
public class CommandNotExecutableException extends IOException {

    private static final long serialVersionUID = 1L;

    public CommandNotExecutableException(String message) {
        super(message);
    }

    /** Tells that there is no such program, where it was looked for, and what to do. */
    static final class MissingProgram {

        private MissingProgram() {
        }

        /** @param path the PATH that was searched, unless the program was named with its folder */
        static CommandNotExecutableException of(ProcessSpec spec, String path) {
            String program = spec.program();
            int space = program.strip().indexOf(' ');
            // What follows the space is meant for arguments, which may hold secrets.
            String shown = space < 0 ? program : program.strip().substring(0, space) + " ...";
            Optional<String> fact = program.indexOf('/') < 0 ? Optional.empty()
                    : fact(spec.workingDirectory().resolve(program));
            if (fact.isPresent()) {
                return new CommandNotExecutableException("Cannot launch sidecar '%s': %s %s (working directory %s)"
                        .formatted(spec.name(), spec.workingDirectory().resolve(program), fact.get(), spec.workingDirectory()));
            }
            return new CommandNotExecutableException(
                    "Cannot launch sidecar '%s': '%s' is not an executable file %s(working directory %s). %s"
                            .formatted(spec.name(), shown,
                                    program.indexOf('/') >= 0 ? "" : "in any folder of its PATH " + path + " ",
                                    spec.workingDirectory(), space < 0 ? "Install it, or name it by its full path"
                                            : "Its name has spaces in it: if arguments follow them, separate these by commas, as in node,server.js"));
        }

        /** Why a file that is there cannot be executed. */
        private static Optional<String> fact(Path file) {
            try {
                if (Files.isSymbolicLink(file) && !Files.exists(file)) {
                    return Optional.of("is a link to %s, which does not exist".formatted(Files.readSymbolicLink(file)));
                }
                if (Files.isDirectory(file)) {
                    return Optional.of("is a directory");
                }
                if (!Files.exists(file)) {
                    return Optional.empty();
                }
                boolean executable = Files.getPosixFilePermissions(file).stream()
                        .anyMatch(it -> it.name().endsWith("_EXECUTE"));
                return Optional.of(executable
                        ? "may not be executed by this user, or is on a file system that is mounted with noexec"
                        : "has no permission to be executed: run chmod +x");
            } catch (IOException | UnsupportedOperationException unknown) {
                return Optional.empty();
            }
        }
    }
}
