package io.quarkiverse.sidecar.runtime.fleet;

import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;

/** Tells the log and the application what happens. The log may be slow, and an observer anything: neither is waited for. */
final class EventDispatcher implements SidecarListener {

    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    private final Executor logThread;
    private final SidecarListener log = new EventLog();
    private final SidecarListener application;

    /** @param logThread may be blocked by the log as long as that likes */
    EventDispatcher(Executor logThread, SidecarListener application) {
        this.logThread = logThread;
        this.application = application;
    }

    @Override
    public void publish(SidecarEvent event) {
        onLogThread(() -> log.publish(event));
        application.publish(event);
    }

    /** What people want to know, and is no event. */
    void info(String line) {
        onLogThread(() -> EventLog.LOG.info(line));
    }

    @Override
    public void decided(Supplier<String> decision) {
        if (LOG.isDebugEnabled()) {
            onLogThread(() -> LOG.debug(decision.get()));
        }
        application.decided(decision);
    }

    @Override
    public void said(String sidecar, StandardStream stream, String line) {
        application.said(sidecar, stream, line);
    }

    private void onLogThread(Runnable line) {
        try {
            logThread.execute(line);
        } catch (RejectedExecutionException afterTheShutdown) {
            line.run();
        }
    }
}
