package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What an application does that does it by hand: start a process, wait for its end, start it again. */
public final class BareLoop implements AutoCloseable {

    private final List<String> command;
    private final Thread thread = new Thread(this::run, "bare-loop");
    private volatile boolean ending;
    private volatile Process current;

    public BareLoop(List<String> command) {
        this.command = command;
        thread.start();
    }

    private void run() {
        try {
            while (!ending) {
                current = new ProcessBuilder(command).start();
                current.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        while (thread.isAlive()) {
            Process running = current;
            if (running != null) {
                running.destroyForcibly();
            }
            thread.join(10);
        }
    }
}
