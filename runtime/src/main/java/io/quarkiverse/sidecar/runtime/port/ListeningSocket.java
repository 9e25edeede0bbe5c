package io.quarkiverse.sidecar.runtime.port;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A TCP socket that takes connections, as the kernel lists it.
 *
 * @param address where it is bound; an IPv4 address for an IPv6 socket that is bound to a mapped one
 * @param port its port
 * @param inode the socket's number, by which the descriptors of its owners are recognised
 * @param user the numeric id of the user who opened it
 */
public record ListeningSocket(InetAddress address, int port, long inode, long user) {

    /**
     * One row of {@code /proc/net/tcp} or {@code tcp6}. An address is printed there as 32-bit words of the machine's own byte
     * order: {@code 0100007F} is 127.0.0.1 on a little-endian one.
     */
    static final class SocketRow {

        private static final int LOCAL_ADDRESS = 1;
        private static final int STATE = 3;
        private static final int USER = 7;
        private static final int INODE = 9;
        private static final String LISTEN = "0A";
        private static final String LISTENING = " " + LISTEN + " ";
        private static final String OPENING = " 03 ";

        private static final int HEX = 16;
        private static final int WORD_DIGITS = 8;

        private SocketRow() {
        }

        /** True for a row that comes after all that listen, and for the end. One that is being opened can stand among these. */
        static boolean connection(String row) {
            return !row.contains(LISTENING) && !row.contains(OPENING);
        }

        /** The socket of that row; empty when it does not listen, and for the heading. */
        static Optional<ListeningSocket> parse(String row) {
            return parse(row, ByteOrder.nativeOrder());
        }

        static Optional<ListeningSocket> parse(String row, ByteOrder order) {
            String[] fields = row.trim().split("\\s+");
            if (fields.length <= INODE || !fields[STATE].equals(LISTEN)) {
                return Optional.empty();
            }
            String[] local = fields[LOCAL_ADDRESS].split(":");
            return Optional.of(new ListeningSocket(address(local[0], order), Integer.parseInt(local[1], HEX),
                    Long.parseLong(fields[INODE]), Long.parseLong(fields[USER])));
        }

        private static InetAddress address(String words, ByteOrder order) {
            ByteBuffer bytes = ByteBuffer.allocate(words.length() / 2).order(order);
            for (int start = 0; start < words.length(); start += WORD_DIGITS) {
                bytes.putInt(Integer.parseUnsignedInt(words.substring(start, start + WORD_DIGITS), HEX));
            }
            return Addresses.of(bytes.array());
        }
    }
}
