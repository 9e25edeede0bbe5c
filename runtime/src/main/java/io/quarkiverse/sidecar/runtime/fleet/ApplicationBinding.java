package io.quarkiverse.sidecar.runtime.fleet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.vertx.core.Vertx;

/**
 * The application that the sidecars run for. In dev mode one replaces another while sidecars stay up: supervisors look it up
 * here, and keep no reference to an application that may be gone. Safe for use by any thread.
 */
final class ApplicationBinding implements SidecarListener, Executor, Timer {

    /**
     * What an application gives.
     *
     * @param events hears of everything
     * @param callbacks runs what waits for sidecars
     * @param timer for what people look for among its jobs
     * @param vertx for probes
     * @param dependencies the sidecars that the one of that name depends on
     */
    record Edges(SidecarListener events, Executor callbacks, Timer timer, Vertx vertx,
            Function<String, List<Supervisor>> dependencies) {

        /** While no application is bound: events are dropped, and no scheduler is used. */
        Edges withoutApplication(Executor ownCallbacks, Timer ownTimer) {
            return new Edges(event -> {
            }, ownCallbacks, ownTimer, vertx, dependencies);
        }
    }

    private volatile Edges edges;

    void bind(Edges next) {
        edges = next;
    }

    /** The application has ended, and the next one may be long in coming. In dev mode its Vert.x stays. */
    void unbind(Executor ownCallbacks, Timer ownTimer) {
        edges = edges.withoutApplication(ownCallbacks, ownTimer);
    }

    Vertx vertx() {
        return edges.vertx();
    }

    List<Supervisor> dependenciesOf(String sidecar) {
        return edges.dependencies().apply(sidecar);
    }

    @Override
    public void publish(SidecarEvent event) {
        edges.events().publish(event);
    }

    @Override
    public void onTransition(Supplier<String> decision) {
        edges.events().onTransition(decision);
    }

    @Override
    public void onOutput(String sidecar, StandardStream stream, String line) {
        edges.events().onOutput(sidecar, stream, line);
    }

    @Override
    public void execute(Runnable callback) {
        edges.callbacks().execute(callback);
    }

    @Override
    public Job after(String name, Duration delay, Runnable task) {
        return edges.timer().after(name, delay, task);
    }

    @Override
    public Job every(String name, Duration interval, Runnable task) {
        return edges.timer().every(name, interval, task);
    }
}
