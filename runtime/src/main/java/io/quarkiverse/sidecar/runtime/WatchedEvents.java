package io.quarkiverse.sidecar.runtime;

import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;

/**
 * Tells the application's observers, and before them the one who watches everything: the bean of type {@link SidecarListener},
 * if
 * there is one. Dev mode brings one along; in production nobody watches, and output lines go no further than here.
 */
final class WatchedEvents implements SidecarListener {

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
