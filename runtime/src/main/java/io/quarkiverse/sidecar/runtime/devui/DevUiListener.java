package io.quarkiverse.sidecar.runtime.devui;

import java.time.Instant;
import java.util.function.Supplier;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkiverse.sidecar.runtime.devui.SidecarHistory.Journal;
import io.quarkiverse.sidecar.runtime.devui.SidecarHistory.OutputLine;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkus.runtime.ShutdownEvent;

/** Writes down what happens to sidecars, and alerts who looks on. Nobody waits for it. */
@Singleton
public class DevUiListener implements SidecarListener {

    /** The topic of those who look at states and events. */
    static final String STATES = "states";

    private final Journal journal = Journal.OF_THIS_JVM;
    private final Subscriptions viewers = new Subscriptions();

    DevUiListener(SidecarRegistry sidecars) {
        journal.keepOnly(sidecars.all().stream().map(Sidecar::name).toList());
    }

    /** The topic of those who look at what that sidecar writes. */
    static String outputOf(String sidecar) {
        return "output of " + sidecar;
    }

    @Override
    public void publish(SidecarEvent event) {
        journal.of(event.name()).add(event);
        viewers.alert(STATES);
    }

    @Override
    public void onTransition(Supplier<String> decision) {
        viewers.alert(STATES);
    }

    @Override
    public void onOutput(String sidecar, StandardStream stream, String line) {
        journal.of(sidecar).lines().add(new OutputLine(Instant.now(), stream, line));
        viewers.alert(outputOf(sidecar));
    }

    SidecarHistory chronicle(String sidecar) {
        return journal.of(sidecar);
    }

    Subscriptions viewers() {
        return viewers;
    }

    /** Before sidecars and beans are stopped: later calls of a page would find nothing. */
    void end(@Observes ShutdownEvent event) {
        viewers.dismissAll();
    }
}
