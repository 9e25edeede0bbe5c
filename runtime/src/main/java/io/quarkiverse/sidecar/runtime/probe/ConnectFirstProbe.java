package io.quarkiverse.sidecar.runtime.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.util.NetUtil;

/**
 * Asks another probe, but as long as nobody listens only knocks. A connection to the loopback address is refused at once: to
 * try it takes 25 µs of a core, a twentieth of what it takes to be told the same by a client library, so it can be tried more
 * often.
 */
public final class ConnectFirstProbe implements Probe, AutoCloseable {

    private final Probe probe;
    private final InetSocketAddress address;
    /** True at first, too: the other probe then learns the way while there is time. */
    private volatile boolean heard = true;

    private ConnectFirstProbe(Probe probe, InetSocketAddress address) {
        this.probe = probe;
        this.address = address;
    }

    /**
     * @param probe what asks at that host and port
     * @return the same probe where knocking would not be quick: the host is a name, or not a loopback address
     */
    public static Probe at(String host, int port, Probe probe) {
        return loopback(host).<Probe> map(address -> new ConnectFirstProbe(probe, new InetSocketAddress(address, port)))
                .orElse(probe);
    }

    /** Without an answer from the other probe: completed already, on the calling thread. */
    @Override
    public CompletionStage<ProbeResult> ask() {
        if (!heard && nobodyListens()) {
            return CompletableFuture.completedFuture(ProbeResult.REFUSED);
        }
        return probe.ask().whenComplete((result, problem) -> heard = !ProbeResult.REFUSED.equals(result));
    }

    @Override
    public Duration pause() {
        return heard ? probe.pause() : Duration.ZERO;
    }

    @Override
    public void close() throws Exception {
        if (probe instanceof AutoCloseable held) {
            held.close();
        }
    }

    private boolean nobodyListens() {
        try (SocketChannel channel = SocketChannel.open(
                address.getAddress().getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            channel.configureBlocking(false);
            // On the way through the loopback device it is decided by the time that the first call returns, but not told there.
            boolean connected = channel.connect(address) || channel.finishConnect();
            boolean itself = connected && channel.getLocalAddress().equals(channel.getRemoteAddress());
            if (itself) {
                // Reset it: closed in order it would keep the port from the sidecar for a minute.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            return itself;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unclear) {
            return false;
        }
    }

    private static Optional<InetAddress> loopback(String host) {
        try {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
            return literal == null ? Optional.empty()
                    : Optional.of(InetAddress.getByAddress(literal)).filter(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
