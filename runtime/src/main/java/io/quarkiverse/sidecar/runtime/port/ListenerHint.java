package io.quarkiverse.sidecar.runtime.port;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Says for people where a probe asks, and where the processes that it asks for listen. Pure. */
public final class ListenerHint {

    private ListenerHint() {
    }

    /**
     * @param own the sockets on which the sidecar's processes listen
     * @return one or two sentences, with a remedy where they listen elsewhere
     */
    public static String of(String host, int port, List<ListeningSocket> own) {
        String asked = "The probe asks %s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
        if (own.isEmpty()) {
            return asked + ", and no process of the sidecar listens anywhere.";
        }
        String where = own.stream().map(ListenerHint::text).distinct().collect(Collectors.joining(", "));
        return "%s, and the sidecar's processes listen on %s.%s".formatted(asked, where, remedy(host, port, own));
    }

    private static String remedy(String host, int port, List<ListeningSocket> own) {
        if (own.stream().noneMatch(socket -> socket.port() == port)) {
            return own.size() == 1 ? " Set port=%d, or have it listen on {port}.".formatted(own.get(0).port()) : "";
        }
        List<InetAddress> addresses = own.stream().filter(socket -> socket.port() == port).map(ListeningSocket::address)
                .distinct().toList();
        return addresses.size() == 1 && !addresses.get(0).isAnyLocalAddress() && !host.equals(plain(addresses.get(0)))
                ? " Set host=%s if it should be asked there.".formatted(plain(addresses.get(0)))
                : "";
    }

    private static String text(ListeningSocket socket) {
        String address = plain(socket.address());
        return (socket.address() instanceof Inet6Address ? "[" + address + "]" : address) + ":" + socket.port();
    }

    private static String plain(InetAddress address) {
        return address instanceof Inet6Address && address.isLoopbackAddress() ? "::1"
                : address instanceof Inet6Address && address.isAnyLocalAddress() ? "::" : address.getHostAddress();
    }
}
