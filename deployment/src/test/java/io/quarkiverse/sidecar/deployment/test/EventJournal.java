package io.quarkiverse.sidecar.deployment.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkus.arc.Arc;
import io.smallrye.common.annotation.Identifier;

/** Notes every event that it sees, and under what circumstances. */
@Singleton
public class EventJournal {

    final List<SidecarEvent> synchronous = new CopyOnWriteArrayList<>();
    final List<SidecarEvent> asynchronous = new CopyOnWriteArrayList<>();
    final List<SidecarEvent> ofWeb = new CopyOnWriteArrayList<>();
    final List<SidecarFailed> failures = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();
    final List<Boolean> requestContexts = new CopyOnWriteArrayList<>();

    void all(@Observes SidecarEvent event) {
        synchronous.add(event);
        threads.add(Thread.currentThread().getName());
        requestContexts.add(Arc.container().requestContext().isActive());
    }

    void allLater(@ObservesAsync SidecarEvent event) {
        asynchronous.add(event);
    }

    void web(@Observes @Identifier("web") SidecarEvent event) {
        ofWeb.add(event);
    }

    void failed(@Observes SidecarFailed failed) {
        failures.add(failed);
    }

    <E extends SidecarEvent> List<E> of(Class<E> type, String name) {
        return synchronous.stream().filter(type::isInstance).map(type::cast).filter(event -> event.name().equals(name))
                .toList();
    }
}
