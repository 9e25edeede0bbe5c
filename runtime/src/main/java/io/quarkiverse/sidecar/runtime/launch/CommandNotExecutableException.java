package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;

/** The program was not found or may not be executed. Trying again cannot help; nothing was forked. */
public class CommandNotExecutableException extends IOException {

    private static final long serialVersionUID = 1L;

    public CommandNotExecutableException(String message) {
        super(message);
    }
}
