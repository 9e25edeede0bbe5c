package io.quarkiverse.sidecar.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.concurrent.SerialExecutor;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;
import io.smallrye.common.annotation.Identifier;

/**
 * Fires the events of sidecars as CDI events, on the Quarkus executor: for one sidecar one after the other, and to
 * asynchronous observers independently of the synchronous ones, so that one that blocks holds up nobody but its own kind.
 */
final class CdiEventPublisher implements SidecarListener {

    private static final Logger LOG = Logger.getLogger(CdiEventPublisher.class);

    private final ArcContainer container = Arc.container();
    private final Executor executor;
    private final NotificationOptions onExecutor;
    private final Map<String, Executor> synchronous = new ConcurrentHashMap<>();
    private final Map<String, Executor> asynchronous = new ConcurrentHashMap<>();

    /** To be made while the application starts: in dev mode there may be another one when an event is late. */
    CdiEventPublisher(Executor executor) {
        this.executor = executor;
        this.onExecutor = NotificationOptions.ofExecutor(executor);
    }

    @Override
    public void publish(SidecarEvent event) {
        fire(asynchronous, event, channel -> channel.fireAsync(event, onExecutor).whenComplete((told, problem) -> {
            if (problem != null && !over()) {
                LOG.errorf(problem, "An asynchronous observer of %s failed; supervision goes on", event);
            }
        }));
        fire(synchronous, event, channel -> channel.fire(event));
    }

    private void fire(Map<String, Executor> queues, SidecarEvent event, Consumer<Event<Object>> how) {
        queues.computeIfAbsent(event.name(), name -> new SerialExecutor(executor)).execute(() -> {
            if (over()) {
                return;
            }
            try {
                how.accept(container.beanManager().getEvent().select(Identifier.Literal.of(event.name())));
            } catch (RuntimeException e) {
                if (!over()) {
                    LOG.errorf(e, "An observer of %s failed; supervision goes on", event);
                }
            }
        });
    }

    /** The application may end at any moment, and its observers with it. */
    private boolean over() {
        return Arc.container() != container || !container.isRunning();
    }

    /**
     * Tells the application's observers, and before them the one who watches everything: the bean of type {@link
     * SidecarListener}, if there is one. Dev mode brings one along; in production there is none, and output lines go no
     * further than here.
     */
    static final class WatchedEvents implements SidecarListener {

        private static final SidecarListener NOBODY = event -> {
        };

        private final SidecarListener observers;
        private volatile SidecarListener watcher;

        WatchedEvents(SidecarListener observers) {
            this.observers = observers;
        }

        @Override
        public void publish(SidecarEvent event) {
            watcher().publish(event);
            observers.publish(event);
        }

        @Override
        public void onTransition(Supplier<String> decision) {
            watcher().onTransition(decision);
        }

        @Override
        public void onOutput(String sidecar, StandardStream stream, String line) {
            watcher().onOutput(sidecar, stream, line);
        }

        /** The first launch comes when the beans are there; what comes later keeps the watcher of its own application. */
        private SidecarListener watcher() {
            SidecarListener known = watcher;
            if (known == null) {
                known = find();
                watcher = known;
            }
            return known;
        }

        private static SidecarListener find() {
            ArcContainer container = Arc.container();
            if (container == null) {
                return NOBODY;
            }
            InstanceHandle<SidecarListener> watcher = container.instance(SidecarListener.class);
            return watcher.isAvailable() ? watcher.get() : NOBODY;
        }
    }
}
