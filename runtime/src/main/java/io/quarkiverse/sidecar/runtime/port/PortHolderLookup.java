package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.PortHolder.Kind;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/**
 * Finds out who listens on a port. Blocks for some milliseconds, and for a host that is a name until that is resolved: not for
 * event loops. Otherwise safe for use by any thread.
 */
public final class PortHolderLookup {

    private static final int COMMAND_LIMIT = 200;

    /** More of a command is not even looked at: to find secrets in a very long one takes minutes. */
    private static final int COMMAND_READ = 4_000;

    private final ProcessTable table;
    private final Predicate<String> otherInstance;

    /**
     * @param otherInstance true for the owner id ({@code SIDECAR_OWNER}) of another instance of this application
     */
    public PortHolderLookup(ProcessTable table, Predicate<String> otherInstance) {
        this.table = table;
        this.otherInstance = otherInstance;
    }

    /**
     * Who takes connections to that host and port now; of several processes the oldest. Where the system does not list its
     * sockets a trial bind tells whether anybody does, not who.
     */
    public Optional<PortHolder> holder(String host, int port) {
        List<InetAddress> addresses = Addresses.ofHost(host);
        // Nearly always, and told in microseconds.
        if (addresses.stream().allMatch(address -> BindCheck.free(address, port))) {
            return Optional.empty();
        }
        ListeningSockets sockets = ListeningSockets.read();
        if (!sockets.supported()) {
            boolean held = addresses.stream().anyMatch(address -> BindCheck.inUse(address, port)
                    || BindCheck.inUse(Addresses.wildcardOf(address), port));
            return held ? Optional.of(unknown(port, Optional.empty())) : Optional.empty();
        }
        return holder(addresses.stream().flatMap(address -> sockets.accepting(address, port).stream()
                .filter(socket -> inTheWay(socket, address))).distinct().toList());
    }

    /**
     * Who listens on that port on whatever address: one on another address than the sidecar's is in the way too when the
     * sidecar binds to all of them. Empty also where the system does not list its sockets.
     */
    public Optional<PortHolder> holderOnAnyAddress(int port) {
        return holder(ListeningSockets.read().on(port));
    }

    static List<ListeningSocket> accepting(ListeningSockets sockets, String host, int port) {
        return Addresses.ofHost(host).stream().flatMap(address -> sockets.accepting(address, port).stream()).distinct()
                .toList();
    }

    /** The table does not say of a listener on every IPv6 address whether it takes IPv4 too; a bind does. */
    private static boolean inTheWay(ListeningSocket socket, InetAddress address) {
        boolean mayBeIpv6Only = address instanceof Inet4Address && socket.address().equals(Addresses.ANY_IPV6);
        return !mayBeIpv6Only || BindCheck.inUse(address, socket.port());
    }

    private Optional<PortHolder> holder(List<ListeningSocket> sockets) {
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        SocketOwners owners = SocketOwners.amongAll(table,
                sockets.stream().map(ListeningSocket::inode).collect(Collectors.toSet()));
        Set<Long> pids = sockets.stream().flatMap(socket -> owners.of(socket.inode()).stream()).collect(Collectors.toSet());
        PortHolder holder = describe(sockets.get(0), pids);
        // Without an owner it is one that cannot be seen, or one that ended after its socket was listed.
        return holder.pid().isEmpty() && !ListeningSockets.read().containsAny(sockets) ? Optional.empty() : Optional.of(holder);
    }

    /** The oldest of the processes that have the socket open; an unknown holder when none can be seen. */
    PortHolder describe(ListeningSocket socket, Collection<Long> pids) {
        return pids.stream().map(table::find).flatMap(Optional::stream).filter(entry -> !entry.zombie())
                .min(Comparator.comparingLong(ProcessEntry::startTicks).thenComparingLong(ProcessEntry::pid))
                .map(oldest -> known(socket.port(), oldest.pid(), kind(pids)))
                .orElseGet(() -> unknown(socket.port(), Optional.of(UserNames.of(socket.user()))));
    }

    private PortHolder known(int port, long pid, Kind kind) {
        Optional<ProcessHandle.Info> info = ProcessHandle.of(pid).map(ProcessHandle::info);
        return new PortHolder(port, kind, OptionalLong.of(pid), table.commandLine(pid).map(PortHolderLookup::shown),
                info.flatMap(ProcessHandle.Info::user), info.flatMap(ProcessHandle.Info::startInstant));
    }

    private static PortHolder unknown(int port, Optional<String> user) {
        return new PortHolder(port, Kind.UNKNOWN, OptionalLong.empty(), Optional.empty(), user, Optional.empty());
    }

    /** Any of them may tell: a server may have written over its own environment and left that of its workers. */
    private Kind kind(Collection<Long> pids) {
        boolean other = pids.stream().map(table::environment).flatMap(Optional::stream)
                .map(environment -> environment.get(LaunchMarker.OWNER))
                .anyMatch(owner -> owner != null && otherInstance.test(owner));
        return other ? Kind.OTHER_INSTANCE : Kind.UNRELATED;
    }

    /** On one line and without control characters: a stranger chose this text, and it goes to the log. */
    static String shown(List<String> commandLine) {
        String text = String.join(" ", Redaction.command(beginning(commandLine))).replaceAll("\\p{Cntrl}", " ").strip();
        return text.length() <= COMMAND_LIMIT ? text : text.substring(0, COMMAND_LIMIT - 1) + "…";
    }

    private static List<String> beginning(List<String> commandLine) {
        List<String> beginning = new ArrayList<>();
        int room = COMMAND_READ;
        for (String argument : commandLine) {
            if (room <= 0) {
                break;
            }
            beginning.add(argument.substring(0, Math.min(argument.length(), room)));
            room -= argument.length() + 1;
        }
        return beginning;
    }

    /** The name of a numeric user id: of a socket whose process cannot be seen nothing else is known. */
    static final class UserNames {

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
}
