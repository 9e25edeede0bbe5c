package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;

/** Counts what happens to one sidecar, and hands it on. */
public record CountedEvents(SidecarStatistics totals, SidecarListener next) implements SidecarListener {

    @Override
    public void publish(SidecarEvent event) {
        totals.happened(event);
        next.publish(event);
    }

    @Override
    public void decided(Supplier<String> decision) {
        next.decided(decision);
    }

    @Override
    public void said(String sidecar, StandardStream stream, String line) {
        next.said(sidecar, stream, line);
    }
}
