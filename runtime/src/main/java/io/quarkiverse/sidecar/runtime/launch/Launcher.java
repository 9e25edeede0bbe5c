package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.sidecar.runtime.process.ExecutableLookup;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/**
 * Launches sidecars, all of them from one thread that lives as long as the app: the kernel sends a parent-death signal when
 * the <em>thread</em> that forked ends. Safe for use by any thread; nothing here blocks the caller.
 */
public final class Launcher implements AutoCloseable {

    static final String THREAD = "sidecar-launcher";

    private final LaunchSequence sequence;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Launcher::newThread);

    /**
     * @param owner the owner id that every process launched here carries in its environment
     */
    public Launcher(ProcessTable table, String owner) {
        this(table, new SignalSender(table), owner);
    }

    /**
     * @param signals sends what ends the processes that are launched here
     * @param owner the owner id that every process launched here carries in its environment
     */
    public Launcher(ProcessTable table, SignalSender signals, String owner) {
        this(table, signals, owner, System.getenv());
    }

    /** @param app the app's own environment: where our tools are found, and whose sidecar the app is itself */
    Launcher(ProcessTable table, SignalSender signals, String owner, Map<String, String> app) {
        this(new LaunchSequence(table, signals, owner, app,
                () -> HostTools.detect(app.getOrDefault("PATH", ExecutableLookup.DEFAULT_PATH))));
    }

    Launcher(LaunchSequence sequence) {
        this.sequence = sequence;
    }

    /**
     * Launches a process.
     *
     * @return completes on the launcher's thread: continue with the {@code Async} methods. Fails with
     *         {@link CommandNotExecutableException} when the program cannot be run at all, with {@link IOException} when the
     *         launch failed. When the future is cancelled or completed by another thread, nothing is left running
     */
    public CompletableFuture<SidecarProcess> launch(ProcessSpec spec, LaunchListener listener) {
        CompletableFuture<SidecarProcess> launched = new CompletableFuture<>();
        try {
            thread.execute(() -> launch(spec, listener, launched));
        } catch (RejectedExecutionException e) {
            launched.completeExceptionally(closed(spec));
        }
        return launched;
    }

    /** True while the guard of the sidecars stands. Never blocks. */
    public boolean guarded() {
        return sequence.guard().isRunning();
    }

    /** To be called before {@link #close} when every sidecar is proved to have ended: the guard is not needed any more. */
    public void dismissGuard() {
        sequence.guard().dismiss();
    }

    /**
     * Ends the thread, and with it by the kernel's hand every sidecar that is still alive; the guard, unless it was dismissed,
     * kills their descendants. End them in good order before. Waits for nothing.
     */
    @Override
    public void close() {
        thread.shutdown();
        sequence.close();
    }

    /** Throws nothing: an exception would end the thread, and with it every sidecar. */
    private void launch(ProcessSpec spec, LaunchListener listener, CompletableFuture<SidecarProcess> launched) {
        try {
            if (launched.isDone()) {
                return;
            }
            if (thread.isShutdown()) {
                throw closed(spec);
            }
            SidecarProcess process = sequence.run(spec, listener);
            if (!launched.complete(process)) {
                process.terminate(StopPolicy.AT_ONCE);
                process.release();
            }
        } catch (Throwable e) {
            launched.completeExceptionally(e);
        }
    }

    private static IOException closed(ProcessSpec spec) {
        return new IOException("Cannot launch sidecar '" + spec.name() + "': the launcher is closed, the application is"
                + " shutting down");
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, THREAD, 0, false);
        thread.setDaemon(true);
        // It outlives a live reload, and must not keep an old application's classes. Libraries that a listener uses break
        // when there is none at all.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
