package io.quarkiverse.sidecar.runtime.port;

import java.net.InetAddress;

/**
 * A TCP socket that takes connections, as the kernel lists it.
 *
 * @param address where it is bound; an IPv4 address for an IPv6 socket that is bound to a mapped one
 * @param port its port
 * @param inode the socket's number, by which the descriptors of its owners are recognised
 * @param user the numeric id of the user who opened it
 */
public record ListeningSocket(InetAddress address, int port, long inode, long user) {
}
