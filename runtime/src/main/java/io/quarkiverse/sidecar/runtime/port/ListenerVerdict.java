package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.quarkiverse.sidecar.PortHolder;

/**
 * @param ownership whose listener it is
 * @param holder who holds the port, when it is {@link Ownership#FOREIGN}
 * @param proof what proves it, when it is {@link Ownership#OURS} by a descriptor of the launch itself
 */
public record ListenerVerdict(Ownership ownership, Optional<PortHolder> holder, ListenerProof proof) {

    static final ListenerVerdict OURS = ours(ListenerProof.NONE);
    static final ListenerVerdict UNKNOWN = new ListenerVerdict(Ownership.UNKNOWN, Optional.empty(), ListenerProof.NONE);

    public ListenerVerdict {
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(proof, "proof");
    }

    /** True while what proved it is still so: asked again, the answer would be the same. Costs microseconds; any thread. */
    public boolean stands() {
        return proof.stands();
    }

    static ListenerVerdict ours(ListenerProof proof) {
        return new ListenerVerdict(Ownership.OURS, Optional.empty(), proof);
    }

    static ListenerVerdict foreign(PortHolder holder) {
        return new ListenerVerdict(Ownership.FOREIGN, Optional.of(holder), ListenerProof.NONE);
    }

    /** Whose listener answers on a port. */
    public enum Ownership {

        /** Proved: every socket that could have answered is open in a process of the tree. */
        OURS,

        /** Proved: a socket that could have answered is open in processes outside of the tree only. */
        FOREIGN,

        /** Neither can be proved: no process listens any more, or the owner of the socket cannot be read. */
        UNKNOWN
    }

    /**
     * What proved that a port is listened on by a launch: the open descriptors of its processes. As long as these are still
     * those sockets, no other process has taken the port, and looking costs a few microseconds instead of the milliseconds of a
     * full check.
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
}
