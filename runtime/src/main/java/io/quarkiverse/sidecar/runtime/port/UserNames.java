package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of a numeric user id: of a socket whose process cannot be seen nothing else is known. */
final class UserNames {

    private static final Path ACCOUNTS = Path.of("/etc/passwd");

    private UserNames() {
    }

    /** The account's name, or the number where no local account has it. */
    static String of(long user) {
        try {
            return Files.readAllLines(ACCOUNTS).stream().map(line -> line.split(":"))
                    .filter(fields -> fields.length > 2 && fields[2].equals(Long.toString(user)))
                    .map(fields -> fields[0]).findFirst().orElse(Long.toString(user));
        } catch (IOException unreadable) {
            return Long.toString(user);
        }
    }
}
