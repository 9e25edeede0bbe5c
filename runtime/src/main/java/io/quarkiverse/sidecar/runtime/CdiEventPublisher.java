package io.quarkiverse.sidecar.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.concurrent.SerialExecutor;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
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

    /** The application may end at any moment, and then nobody is there to hear. */
    private boolean over() {
        return Arc.container() != container || !container.isRunning();
    }
}
