package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.concurrent.DaemonThreadFactory;
import io.quarkiverse.sidecar.runtime.process.ExecutableLookup;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;

/**
 * A process next to the application that outlives it for an instant. When the application is gone, however that came, it kills
 * every process that carries the application's owner id, or that it recognizes as one of a launch, grandchildren and daemons
 * included, and exits. Safe for use by any thread.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Guard.class);

    /** One that falls sooner would fall again. */
    private static final long SETTLED_SECONDS = 10;

    private static final long LEAVING_SECONDS = 1;
    private static final long TELLER_IDLE_SECONDS = 2;

    private final String owner;
    private final Map<String, String> app;

    /** By process id of the main process. */
    private final Map<Long, String> watched = new ConcurrentHashMap<>();
    private final Queue<String> forgotten = new ConcurrentLinkedQueue<>();
    /** Writes what the guard is told: it may be suspended, and its pipe be full. */
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(1, 1, TELLER_IDLE_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), new DaemonThreadFactory("sidecar-guard"));
    private HostTools tools;
    private volatile Process process;
    private long startedAt;
    private boolean closed;

    /** @param app the environment of this JVM */
    Guard(String owner, Map<String, String> app) {
        this.owner = owner;
        this.app = app;
        teller.allowCoreThreadTimeOut(true);
    }

    /** Starts it if it does not stand. Returns whether it stands. */
    synchronized boolean ensureRunning(HostTools tools) {
        this.tools = tools;
        if (!isRunning() && !closed) {
            tools.guard().ifPresent(this::start);
        }
        return isRunning();
    }

    /** Never blocks. */
    boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /**
     * Has the processes of a launch recognized by what is known of it now. Returns at once.
     *
     * @param ledSession true when the main process leads, or led, its own session
     */
    void watch(ProcessIdentity main, boolean ledSession, LaunchTraces traces) {
        String line = GuardScript.watch(main, ledSession, traces);
        if (!line.equals(watched.put(main.pid(), line))) {
            StringBuilder lines = new StringBuilder();
            for (String gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
                lines.append(gone);
            }
            send(lines + line);
        }
    }

    /**
     * To be called when nothing of a launch is alive. The guard hears of it with the next launch: what it knows of this one
     * harms nothing, since no other process can have it.
     */
    void forget(ProcessIdentity main) {
        if (watched.remove(main.pid()) != null) {
            forgotten.add(GuardScript.forget(main));
        }
    }

    /** True when it is running, and is told of that launch. Never blocks. */
    boolean watches(ProcessIdentity main) {
        return isRunning() && watched.containsKey(main.pid());
    }

    /** Null before it has stood. */
    Process process() {
        return process;
    }

    /** To be called when all sidecars are proved to have ended: it leaves at once. Waits for that, but not for long. */
    synchronized void dismiss() {
        closed = true;
        if (isRunning()) {
            send(GuardScript.ended());
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
        Process current = process;
        if (current != null) {
            submit(() -> closeInputOf(current));
        }
        teller.shutdown();
    }

    private static void closeInputOf(Process guard) {
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            LOG.debugf(e, "The guard (pid %d) was gone already", guard.pid());
        }
    }

    private void start(Path shell) {
        ProcessBuilder builder = new ProcessBuilder(command(tools, shell)).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().keySet().clear();
        builder.environment().putAll(environment());
        try {
            Process started = builder.start();
            startedAt = System.nanoTime();
            // At once and here: a pipe that nothing has been written into takes it without blocking.
            write(started, GuardScript.told(owner)
                    + tools.controlGroup().map(group -> GuardScript.group(ControlGroup.ofRun(group, owner))).orElse(""));
            process = started;
            watched.values().forEach(this::send);
            new ExitWatcher(started, () -> {
            }).exit().thenAccept(exit -> ended(started, exit));
        } catch (IOException e) {
            LOG.warnf("The guard of the sidecars could not be started, so their descendants outlive this application when it is"
                    + " killed, until its next start: %s", e.getMessage());
        }
    }

    /** Whatever something else than the JDK forks holds the pipe as well, and may outlive the app: so the kernel tells, too. */
    static List<String> command(HostTools tools, Path shell) {
        List<String> command = new ArrayList<>();
        tools.setsid().ifPresent(tool -> command.add(tool.toString()));
        tools.setpriv().ifPresent(tool -> {
            command.add(tool.toString());
            command.addAll(GuardScript.PARENT_DEATH_TELLS);
        });
        command.addAll(GuardScript.command(shell));
        return command;
    }

    /** In the order of the calls. */
    private void send(String lines) {
        Process current = process;
        if (current != null) {
            submit(() -> write(current, lines));
        }
    }

    /** Runs inline when the system has no thread. After the close there is no guard to notify. */
    private void submit(Runnable work) {
        try {
            teller.execute(work);
        } catch (RejectedExecutionException closed) {
            LOG.tracef(closed, "The guard is told nothing more");
        } catch (RuntimeException | Error noThread) {
            work.run();
        }
    }

    private static void write(Process guard, String lines) {
        try {
            OutputStream stdin = guard.getOutputStream();
            stdin.write(lines.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException e) {
            LOG.debugf(e, "The guard (pid %d) is gone", guard.pid());
        }
    }

    /** What an outer app knows its sidecars by is handed on, and nothing else of the environment: it may hold secrets. */
    private Map<String, String> environment() {
        String path = app.getOrDefault("PATH", ExecutableLookup.DEFAULT_PATH);
        List<LaunchMarker> ancestors = LaunchMarker.in(app);
        return ancestors.isEmpty() ? Map.of("PATH", path, "LC_ALL", "C")
                : Map.of("PATH", path, "LC_ALL", "C", LaunchMarker.ANCESTORS, LaunchMarker.join(ancestors));
    }

    private synchronized void ended(Process guard, SidecarExit exit) {
        if (closed || guard != process) {
            return;
        }
        boolean settled = System.nanoTime() - startedAt >= TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
        LOG.warnf("The guard of the sidecars (pid %d) has ended (%s): somebody must have ended it. %s", guard.pid(), exit,
                settled ? "A new one is started" : "The next launch of a sidecar starts a new one");
        if (settled) {
            tools.guard().ifPresent(this::start);
        }
    }
}
