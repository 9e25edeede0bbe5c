package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** The record that is written between fork and exec. */
@State(Scope.Benchmark)
public class RecordStoreBenchmark {

    private Path directory;
    private RecordStore store;
    private LaunchTicket ticket;

    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("records");
        store = new RecordStore(Optional.of(directory));
        ticket = new LaunchTicket("web", new ProcessIdentity(ProcessTable.ofThisMachine().machine(), 4_194_304, 42),
                "0123456789abcdef0123456789abcdef", RunId.create(ProcessTable.ofThisMachine()).toString(), true,
                Path.of("/bin/sleep"), LaunchTraces.NONE);
    }

    @TearDown
    public void remove() throws IOException {
        store.remove("web");
        Files.delete(directory);
    }

    @Benchmark
    public void recordWrite() throws IOException {
        store.write(ticket);
    }
}
