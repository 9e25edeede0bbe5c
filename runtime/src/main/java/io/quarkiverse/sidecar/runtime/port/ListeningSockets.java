package io.quarkiverse.sidecar.runtime.port;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The listening TCP sockets of this network namespace at one moment, as Linux lists them in {@code /proc/net/tcp} and
 * {@code tcp6}. Immutable.
 */
public final class ListeningSockets {

    private static final Path TCP = Path.of("/proc/net/tcp");
    private static final Path TCP6 = Path.of("/proc/net/tcp6");

    private final boolean supported;
    private final List<ListeningSocket> sockets;

    private ListeningSockets(boolean supported, List<ListeningSocket> sockets) {
        this.supported = supported;
        this.sockets = List.copyOf(sockets);
    }

    /** Reads the tables: 8 to 17 ms on a busy machine. */
    public static ListeningSockets read() {
        List<ListeningSocket> sockets = new ArrayList<>();
        boolean supported = addRows(TCP, sockets);
        // Absent where IPv6 is switched off.
        addRows(TCP6, sockets);
        return new ListeningSockets(supported, sockets);
    }

    static ListeningSockets of(List<ListeningSocket> sockets) {
        return new ListeningSockets(true, sockets);
    }

    /** False where the system does not list its sockets; then there are none in here. */
    public boolean supported() {
        return supported;
    }

    /**
     * The sockets between which the kernel would choose for a connection to that address: those bound to exactly it; only
     * where there is none, those bound to every IPv4 address; only where there is none, those bound to every address. Several
     * of one kind share the port by {@code SO_REUSEPORT}, and any of them may get the connection.
     *
     * @param host where the connection goes to; the wildcard stands for the loopback address, as in {@code connect(2)}
     */
    public List<ListeningSocket> accepting(InetAddress host, int port) {
        InetAddress target = Addresses.connectable(host);
        List<ListeningSocket> exact = bound(port, target::equals);
        if (!exact.isEmpty()) {
            return exact;
        }
        List<ListeningSocket> sameFamily = bound(port, address -> address.equals(Addresses.wildcardOf(target)));
        // A wildcard of IPv6 takes IPv4 too, unless it is IPv6 only. The table does not say which, but a connection does: with
        // nobody else there, an answer can only have come from it.
        return sameFamily.isEmpty() ? bound(port, Addresses.ANY_IPV6::equals) : sameFamily;
    }

    /** Every socket on that port, whatever its address: each of them is in the way of a wildcard bind. */
    List<ListeningSocket> on(int port) {
        return bound(port, InetAddress.class::isInstance);
    }

    /** True when one of them is still, or again, listening. */
    boolean containsAny(Collection<ListeningSocket> others) {
        return others.stream().anyMatch(sockets::contains);
    }

    private List<ListeningSocket> bound(int port, Predicate<InetAddress> address) {
        return sockets.stream().filter(socket -> socket.port() == port && address.test(socket.address())).toList();
    }

    private static boolean addRows(Path table, List<ListeningSocket> sockets) {
        try {
            Files.readAllLines(table).forEach(row -> SocketRow.parse(row).ifPresent(sockets::add));
            return true;
        } catch (IOException notListed) {
            return false;
        }
    }
}
