package io.quarkiverse.sidecar.runtime.port;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.port.ListeningSocket.SocketRow;

/**
 * The listening TCP sockets of this network namespace at one moment, as Linux lists them in {@code /proc/net/tcp} and
 * {@code tcp6}. Immutable.
 */
public final class ListeningSockets {

    private static final Path TCP = Path.of("/proc/net/tcp");
    private static final Path TCP6 = Path.of("/proc/net/tcp6");
    private static final int ROW_BYTES = 150;

    private final boolean supported;
    private final List<ListeningSocket> sockets;

    private ListeningSockets(boolean supported, List<ListeningSocket> sockets) {
        this.supported = supported;
        this.sockets = List.copyOf(sockets);
    }

    /**
     * Reads the tables, both at a time, up to the first connection: the kernel lists the listening sockets first. To find that
     * connection it walks through its places for them, taken or not: 5 ms where there are 262,144 and not one is taken, and on
     * average half of that where one is.
     */
    public static ListeningSockets read() {
        CompletableFuture<Optional<List<ListeningSocket>>> ipv6 = CompletableFuture.supplyAsync(() -> rows(TCP6),
                task -> new Thread(task, "sidecar-sockets").start());
        Optional<List<ListeningSocket>> ipv4 = rows(TCP);
        return new ListeningSockets(ipv4.isPresent(),
                Stream.of(ipv4, ipv6.join()).flatMap(Optional::stream).flatMap(List::stream).toList());
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

    /** Those that one of the processes has open. */
    public List<ListeningSocket> openIn(Set<Long> pids) {
        SocketOwners owners = SocketOwners.among(pids,
                sockets.stream().map(ListeningSocket::inode).collect(Collectors.toSet()));
        return sockets.stream().filter(socket -> !owners.of(socket.inode()).isEmpty()).toList();
    }

    /** True when one of them is still, or again, listening. */
    boolean containsAny(Collection<ListeningSocket> others) {
        return others.stream().anyMatch(sockets::contains);
    }

    private List<ListeningSocket> bound(int port, Predicate<InetAddress> address) {
        return sockets.stream().filter(socket -> socket.port() == port && address.test(socket.address())).toList();
    }

    /** Empty when there is no such table: that of IPv6 is absent where it is switched off. */
    private static Optional<List<ListeningSocket>> rows(Path table) {
        // A larger buffer would make the kernel look for as many rows as fit in.
        try (InputStream in = new BufferedInputStream(new FileInputStream(table.toFile()), ROW_BYTES)) {
            List<ListeningSocket> sockets = new ArrayList<>();
            nextRow(in);
            for (String row = nextRow(in); !SocketRow.connection(row); row = nextRow(in)) {
                SocketRow.parse(row).ifPresent(sockets::add);
            }
            return Optional.of(sockets);
        } catch (IOException notListed) {
            return Optional.empty();
        }
    }

    /** Empty at the end. */
    private static String nextRow(InputStream in) throws IOException {
        StringBuilder row = new StringBuilder();
        for (int next = in.read(); next != -1 && next != '\n'; next = in.read()) {
            row.append((char) next);
        }
        return row.toString();
    }
}
