package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarExit;

/**
 * A process beside the app that outlives it for an instant: when the app is gone, however that came, it kills every process
 * that carries the app's owner id, the grandchildren and daemons included, and leaves. Safe for use by any thread.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Guard.class);

    /** One that falls sooner would fall again. */
    private static final long SETTLED_SECONDS = 10;

    private static final long LEAVING_SECONDS = 1;

    private final String owner;
    private final Map<String, String> app;

    private Layers layers;
    private volatile Process process;
    private long startedAt;
    private boolean closed;

    /** @param app the environment of this JVM */
    Guard(String owner, Map<String, String> app) {
        this.owner = owner;
        this.app = app;
    }

    /** Starts it if it does not stand. Returns whether it stands. */
    synchronized boolean stand(Layers available) {
        layers = available;
        if (!stands() && !closed) {
            available.guard().ifPresent(this::start);
        }
        return stands();
    }

    /** Never blocks. */
    boolean stands() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Null before it has stood. */
    Process process() {
        return process;
    }

    /** To be called when all sidecars are proved to have ended: it leaves at once. Waits for that, but not for long. */
    synchronized void dismiss() {
        closed = true;
        if (stands() && tell(GuardScript.ended())) {
            try {
                process.waitFor(LEAVING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What is not proved to have ended is ended by it, as if the app were killed. Waits for nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                LOG.debugf(e, "The guard (pid %d) was gone already", process.pid());
            }
        }
    }

    private void start(Path shell) {
        ProcessBuilder builder = new ProcessBuilder(command(layers, shell)).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().keySet().clear();
        builder.environment().putAll(environment());
        try {
            process = builder.start();
            startedAt = System.nanoTime();
            Process started = process;
            tell(GuardScript.told(owner));
            new ExitWatch(started, () -> {
            }).exit().thenAccept(exit -> ended(started, exit));
        } catch (IOException e) {
            LOG.warnf("The guard of the sidecars could not be started, so their descendants outlive this application when it is"
                    + " killed, until its next start: %s", e.getMessage());
        }
    }

    /** Whatever something else than the JDK forks holds the pipe as well, and may outlive the app: so the kernel tells, too. */
    static List<String> command(Layers layers, Path shell) {
        List<String> command = new ArrayList<>();
        layers.setsid().ifPresent(tool -> command.add(tool.toString()));
        layers.setpriv().ifPresent(tool -> {
            command.add(tool.toString());
            command.addAll(GuardScript.PARENT_DEATH_TELLS);
        });
        command.addAll(GuardScript.command(shell));
        return command;
    }

    private boolean tell(String line) {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write(line.getBytes(StandardCharsets.US_ASCII));
            stdin.flush();
            return true;
        } catch (IOException e) {
            LOG.debugf(e, "The guard (pid %d) is gone", process.pid());
            return false;
        }
    }

    /** What an outer app knows its sidecars by is handed on, and nothing else of the environment: it may hold secrets. */
    private Map<String, String> environment() {
        String path = app.getOrDefault("PATH", Programs.DEFAULT_PATH);
        List<Claim> ancestors = Claim.in(app);
        return ancestors.isEmpty() ? Map.of("PATH", path, "LC_ALL", "C")
                : Map.of("PATH", path, "LC_ALL", "C", Claim.ANCESTORS, Claim.join(ancestors));
    }

    private synchronized void ended(Process guard, SidecarExit exit) {
        if (closed || guard != process) {
            return;
        }
        boolean settled = System.nanoTime() - startedAt >= TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
        LOG.warnf("The guard of the sidecars (pid %d) has ended (%s): somebody must have ended it. %s", guard.pid(), exit,
                settled ? "A new one is started" : "The next launch of a sidecar starts a new one");
        if (settled) {
            layers.guard().ifPresent(this::start);
        }
    }
}
