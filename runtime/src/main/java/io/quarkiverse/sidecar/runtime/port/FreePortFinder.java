package io.quarkiverse.sidecar.runtime.port;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses a port for a sidecar: from {@value #FIRST} up to where the kernel's own choices begin. Above, any outgoing
 * connection may be given the port before the sidecar binds it, and a probe that polls it can connect to itself.
 * <p>
 * Safe for use by any thread. Another process may take the port between the choice and the sidecar's bind.
 */
public final class FreePortFinder {

    private static final int FIRST = 10_000;

    /** Where the ephemeral range begins lower, there is too little room below it. */
    private static final int LOWEST_EPHEMERAL = 12_000;

    private static final int DEFAULT_EPHEMERAL = 32_768;
    private static final Path EPHEMERAL_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** A port in use costs one failed bind, some 20 µs: more than this many in a row means something else is wrong. */
    private static final int MAX_ATTEMPTS = 1_000;

    private final int first;
    private final int end;

    public FreePortFinder() {
        this(FIRST, startOfEphemeralRange());
    }

    /** @param end the first port that is not to be chosen */
    FreePortFinder(int first, int end) {
        this.first = first;
        this.end = end;
    }

    /**
     * @param address where the sidecar will listen; the port is free there and on the wildcard address
     * @throws IOException when none is found; the cause is the last trial's
     */
    public int choose(InetAddress address) throws IOException {
        return end < LOWEST_EPHEMERAL ? chosenByKernel(address) : chosenBelow(address);
    }

    int chosenBelow(InetAddress address) throws IOException {
        int size = end - first;
        int start = ThreadLocalRandom.current().nextInt(size);
        IOException last = null;
        for (int i = 0; i < Math.min(size, MAX_ATTEMPTS); i++) {
            try {
                return BindCheck.listen(address, first + (start + i) % size);
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw none(address, "between " + first + " and " + (end - 1), last);
    }

    private static int chosenByKernel(InetAddress address) throws IOException {
        try {
            return BindCheck.listen(address, 0);
        } catch (IOException e) {
            throw none(address, "of the kernel's choice", e);
        }
    }

    private static IOException none(InetAddress address, String range, IOException last) {
        return new IOException("No free port " + range + " for a sidecar on " + address.getHostAddress() + ": "
                + last.getMessage() + ". Check that the address belongs to this machine, or declare a fixed port", last);
    }

    private static int startOfEphemeralRange() {
        // By the line: the kernel answers the first read of such a file only, and readString begins with a single byte.
        try (BufferedReader range = Files.newBufferedReader(EPHEMERAL_RANGE)) {
            return Integer.parseInt(range.readLine().trim().split("\\s+")[0]);
        } catch (IOException | NumberFormatException notLinux) {
            return DEFAULT_EPHEMERAL;
        }
    }
}
