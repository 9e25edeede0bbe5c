package io.quarkiverse.sidecar.runtime.port;

import io.quarkiverse.sidecar.runtime.port.ListenerVerdict.Ownership;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** Whose listener it is that would answer, when it is one of ours: what is asked when a probe has passed first. */
@State(Scope.Benchmark)
public class ListenerBenchmark {

    private final ProcessTable table = ProcessTable.ofThisMachine();
    private final ListenerVerifier ownership = new ListenerVerifier(table, new PortHolderLookup(table, owner -> false));
    private final Set<Long> tree = Set.of(ProcessHandle.current().pid());
    private ServerSocket server;

    @Setup
    public void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        if (listenerLookup().ownership() != Ownership.OURS) {
            throw new IllegalStateException("The listener of this JVM is not found");
        }
    }

    @TearDown
    public void close() throws IOException {
        server.close();
    }

    @Benchmark
    public ListenerVerdict listenerLookup() {
        return ownership.check("127.0.0.1", server.getLocalPort(), tree, () -> tree);
    }

    @Benchmark
    public ListeningSockets socketTables() {
        return ListeningSockets.read();
    }
}
