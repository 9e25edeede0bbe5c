package io.quarkiverse.sidecar.runtime.port;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/**
 * Decides whether the listener that answers a probe belongs to a launch. Blocks for some milliseconds, and for a host that is
 * a name until that is resolved: not for event loops. Otherwise safe for use by any thread.
 */
public final class ListenerVerifier {

    private final ProcessTable table;
    private final PortHolderLookup holders;

    /** @param holders describes who it is when it is not ours */
    public ListenerVerifier(ProcessTable table, PortHolderLookup holders) {
        this.table = table;
        this.holders = holders;
    }

    /**
     * Whose the sockets are that take connections to host and port now. A socket that is open both inside and outside of the
     * tree, because somebody inherited it, counts as inside.
     *
     * @param host the literal address that was probed, or a name: then all its addresses count
     * @param known processes of the launch that can be named at once: enough, when every socket is theirs
     * @param tree all processes of the launch, asked for when that is not so; what they have forked meanwhile counts too
     */
    public ListenerVerdict check(String host, int port, Set<Long> known, Supplier<Set<Long>> tree) {
        List<ListeningSocket> sockets = PortHolderLookup.accepting(ListeningSockets.read(), host, port);
        if (sockets.isEmpty()) {
            return ListenerVerdict.UNKNOWN;
        }
        return inside(sockets, known).orElseGet(() -> {
            Set<Long> all = tree.get();
            return inside(sockets, all).orElseGet(() -> outside(sockets, all));
        });
    }

    private static Optional<ListenerVerdict> inside(List<ListeningSocket> sockets, Set<Long> pids) {
        Set<Long> inodes = inodes(sockets);
        SocketOwners owners = SocketOwners.among(pids, inodes);
        return inodes.stream().noneMatch(inode -> owners.of(inode).isEmpty())
                ? Optional.of(ListenerVerdict.ours(owners.proof()))
                : Optional.empty();
    }

    private ListenerVerdict outside(List<ListeningSocket> sockets, Set<Long> treePids) {
        SocketOwners owners = SocketOwners.amongAll(table, inodes(sockets));
        boolean ours = true;
        for (ListeningSocket socket : sockets) {
            Collection<Long> pids = owners.of(socket.inode());
            boolean inside = pids.stream().anyMatch(pid -> descendsFrom(treePids, pid));
            if (!inside && !pids.isEmpty()) {
                PortHolder holder = holders.describe(socket, pids);
                return holder.pid().isPresent() ? ListenerVerdict.foreign(holder) : ListenerVerdict.UNKNOWN;
            }
            ours &= inside;
        }
        return ours ? ListenerVerdict.OURS : ListenerVerdict.UNKNOWN;
    }

    private boolean descendsFrom(Set<Long> treePids, long pid) {
        Set<Long> seen = new HashSet<>();
        long ancestor = pid;
        while (ancestor > 0 && seen.add(ancestor)) {
            if (treePids.contains(ancestor)) {
                return true;
            }
            ancestor = table.find(ancestor).map(entry -> entry.parent()).orElse(0L);
        }
        return false;
    }

    private static Set<Long> inodes(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::inode).collect(Collectors.toCollection(HashSet::new));
    }
}
