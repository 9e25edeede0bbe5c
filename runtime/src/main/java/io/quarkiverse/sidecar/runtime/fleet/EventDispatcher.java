package io.quarkiverse.sidecar.runtime.fleet;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkiverse.sidecar.SidecarUnhealthy;
import io.quarkiverse.sidecar.runtime.lifecycle.Durations;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;

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
    public void onTransition(Supplier<String> decision) {
        if (LOG.isDebugEnabled()) {
            onLogThread(() -> LOG.debug(decision.get()));
        }
        application.onTransition(decision);
    }

    @Override
    public void onOutput(String sidecar, StandardStream stream, String line) {
        application.onOutput(sidecar, stream, line);
    }

    private void onLogThread(Runnable line) {
        try {
            logThread.execute(line);
        } catch (RejectedExecutionException afterTheShutdown) {
            line.run();
        }
    }

    /**
     * Tells the log what happens to sidecars: a line where people want to know, and one ERROR for a failure. Waits for the log.
     */
    static final class EventLog implements SidecarListener {

        static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

        /** So many lines of a failed sidecar's output stand in the log. */
        private static final int LAST_LINES = 10;

        @Override
        public void publish(SidecarEvent event) {
            if (event instanceof SidecarLaunched it) {
                LOG.debugf("Sidecar '%s' launched: pid %d, launch %d", it.name(), it.pid(), it.launch());
            } else if (event instanceof SidecarReady it) {
                String port = it.port().isPresent() ? ", port " + it.port().getAsInt() : "";
                String pid = it.pid() > 0 ? "pid " + it.pid() : "run by somebody else";
                LOG.infof("Sidecar '%s' is ready: %s%s, launch %d, after %s", it.name(), pid, port, it.launch(),
                        Durations.format(it.took()));
            } else if (event instanceof SidecarExited it) {
                // Of any other end a restart or a failure tells, with its cause.
                Logger.Level level = it.exit().isSuccess() && !it.requested() ? Logger.Level.INFO : Logger.Level.DEBUG;
                LOG.logf(level, "Sidecar '%s' ended (%s): launch %d, %s", it.name(), it.exit(), it.launch(),
                        it.requested() ? "as it was asked to" : "by itself");
            } else if (event instanceof SidecarUnhealthy it) {
                LOG.warnf("Sidecar '%s' is unhealthy (%s)", it.name(), it.cause());
            } else if (event instanceof SidecarRestartScheduled it) {
                LOG.warnf("Sidecar '%s', launch %d: %s It is launched again %s.", it.name(), it.launch(),
                        it.failure().message(), it.delay().isZero() ? "now" : "in " + Durations.format(it.delay()));
            } else if (event instanceof SidecarStopped it) {
                LOG.infof("Sidecar '%s' is stopped", it.name());
            } else if (event instanceof SidecarFailed it) {
                LOG.errorf("Sidecar '%s' has failed (%s): %s%s", it.name(), it.reason(), it.message(), lastLines(it));
            }
        }

        private static String lastLines(SidecarFailed failed) {
            if (failed.outputTail().isEmpty()) {
                return "";
            }
            int from = Math.max(0, failed.outputTail().size() - LAST_LINES);
            return " Its last output:\n    "
                    + String.join("\n    ", failed.outputTail().subList(from, failed.outputTail().size()));
        }
    }
}
