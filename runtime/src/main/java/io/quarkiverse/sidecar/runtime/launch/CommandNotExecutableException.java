package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;

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
            return new CommandNotExecutableException(
                    "Cannot launch sidecar '%s': '%s' is not an executable file %s(working directory %s). %s"
                            .formatted(spec.name(), shown,
                                    program.indexOf('/') >= 0 ? "" : "in any folder of its PATH " + path + " ",
                                    spec.workingDirectory(), space < 0 ? "Install it, or name it by its full path"
                                            : "Its name has spaces in it: if arguments follow them, separate these by commas, as in node,server.js"));
        }
    }
}
