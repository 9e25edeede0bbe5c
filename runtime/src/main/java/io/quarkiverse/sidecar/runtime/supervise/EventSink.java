package io.quarkiverse.sidecar.runtime.supervise;

import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;

/** Takes the events of sidecars. Called in a mailbox: never blocks, never throws. */
@FunctionalInterface
public interface EventSink {

    void publish(SidecarEvent event);

    /** A step of the lifecycle, for those who want to know each. The text is made only if somebody does. */
    default void decided(Supplier<String> decision) {
    }
}
