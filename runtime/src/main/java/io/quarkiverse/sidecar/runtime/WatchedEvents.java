package io.quarkiverse.sidecar.runtime;

import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.EventSink;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;

/**
 * Tells the application's observers, and before them the one who watches everything: the bean of type {@link EventSink}, if
 * there is one. Dev mode brings one along; in production nobody watches, and output lines go no further than here.
 */
final class WatchedEvents implements EventSink {

    private static final EventSink NOBODY = event -> {
    };

    private final EventSink observers;
    private volatile EventSink watcher;

    WatchedEvents(EventSink observers) {
        this.observers = observers;
    }

    @Override
    public void publish(SidecarEvent event) {
        watcher().publish(event);
        observers.publish(event);
    }

    @Override
    public void decided(Supplier<String> decision) {
        watcher().decided(decision);
    }

    @Override
    public void said(String sidecar, StandardStream stream, String line) {
        watcher().said(sidecar, stream, line);
    }

    /** The first launch comes when the beans are there; what comes later keeps the watcher of its own application. */
    private EventSink watcher() {
        EventSink known = watcher;
        if (known == null) {
            known = find();
            watcher = known;
        }
        return known;
    }

    private static EventSink find() {
        ArcContainer container = Arc.container();
        if (container == null) {
            return NOBODY;
        }
        InstanceHandle<EventSink> watcher = container.instance(EventSink.class);
        return watcher.isAvailable() ? watcher.get() : NOBODY;
    }
}
