package io.quarkiverse.sidecar.runtime.supervise;

import io.quarkiverse.sidecar.SidecarEvent;

/** Takes the events of sidecars. Called in a mailbox: never blocks, never throws. */
@FunctionalInterface
public interface EventSink {

    void publish(SidecarEvent event);
}
