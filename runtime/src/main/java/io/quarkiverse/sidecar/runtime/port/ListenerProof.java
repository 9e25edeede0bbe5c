package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What proved that a port is listened on by a launch: the open descriptors of its processes. As long as these are still those
 * sockets, nobody else has taken the port, and looking costs a few microseconds instead of the milliseconds of a full check.
 *
 * @param sockets links in {@code /proc/PID/fd}, each with where it led
 */
public record ListenerProof(Map<Path, String> sockets) {

    static final ListenerProof NONE = new ListenerProof(Map.of());

    boolean stands() {
        return !sockets.isEmpty()
                && sockets.entrySet().stream().allMatch(socket -> leadsTo(socket.getKey(), socket.getValue()));
    }

    private static boolean leadsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException closed) {
            return false;
        }
    }
}
