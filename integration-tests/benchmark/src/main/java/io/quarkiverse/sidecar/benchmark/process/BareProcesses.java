package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes as plain Java starts and ends them. */
public final class BareProcesses implements AutoCloseable {

    private final List<Process> processes = new ArrayList<>();

    public Process start(List<String> command) throws IOException {
        return start(new ProcessBuilder(command));
    }

    public Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Ends them together: asks all, waits for all, and kills those that have not ended when the time is over. */
    public void end(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            process.waitFor();
        }
    }
}
