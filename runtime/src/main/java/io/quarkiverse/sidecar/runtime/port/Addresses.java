package io.quarkiverse.sidecar.runtime.port;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The wildcard and loopback addresses. {@link InetAddress} would have this JVM's preferences decide which family they are. */
final class Addresses {

    static final InetAddress ANY_IPV4 = of(new byte[4]);
    static final InetAddress ANY_IPV6 = of(new byte[16]);

    private static final InetAddress LOOPBACK_IPV4 = of(new byte[] { 127, 0, 0, 1 });
    private static final InetAddress LOOPBACK_IPV6 = of(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 });

    private Addresses() {
    }

    static InetAddress wildcardOf(InetAddress address) {
        return address instanceof Inet4Address ? ANY_IPV4 : ANY_IPV6;
    }

    /** Where a connection to that address really goes. */
    static InetAddress connectable(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return address;
        }
        return address instanceof Inet4Address ? LOOPBACK_IPV4 : LOOPBACK_IPV6;
    }

    /**
     * The addresses of a host; for a literal address that one, without asking anybody.
     *
     * @return empty when the name is not known
     */
    static List<InetAddress> ofHost(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    /** The address of these bytes in network order; IPv4 for an IPv6 address that maps one. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("An IP address has 4 or 16 bytes, not " + bytes.length, impossible);
        }
    }
}
