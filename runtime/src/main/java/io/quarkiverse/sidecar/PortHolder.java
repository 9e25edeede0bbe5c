package io.quarkiverse.sidecar;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process that listens on a port a sidecar wants.
 *
 * @param port the port
 * @param kind whose process it is
 * @param pid its process id; empty when it cannot be seen
 * @param command its command line, cut short and with secret-looking values removed; empty when it cannot be seen
 * @param user the user it runs as
 * @param since when it was started
 */
public record PortHolder(int port, Kind kind, OptionalLong pid, Optional<String> command, Optional<String> user,
        Optional<Instant> since) {

    /** Whose process it is. */
    public enum Kind {
        /** A sidecar of another instance of this application, which is alive. */
        OTHER_INSTANCE,
        /** A process that has nothing to do with this application's sidecars. */
        UNRELATED,
        /** A process listens, but this user may not see which. */
        UNKNOWN
    }

    /** For people: {@code pid 4711 (node server.js, user ada, since 2026-01-02T03:04:05Z)}. */
    public String describe() {
        if (pid.isEmpty()) {
            return "a process that this user may not see" + user.map(name -> " (of user " + name + ")").orElse("");
        }
        StringBuilder details = new StringBuilder();
        command.ifPresent(value -> details.append(value));
        user.ifPresent(value -> details.append(details.isEmpty() ? "" : ", ").append("user ").append(value));
        since.ifPresent(value -> details.append(details.isEmpty() ? "" : ", ").append("since ").append(value));
        String who = kind == Kind.OTHER_INSTANCE ? ", a sidecar of another running instance of this application" : "";
        return "pid " + pid.getAsLong() + (details.isEmpty() ? "" : " (" + details + ")") + who;
    }
}
