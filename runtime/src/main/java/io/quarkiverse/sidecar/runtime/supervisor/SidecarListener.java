package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;

/** Takes the events of sidecars. Called in a mailbox: never blocks, never throws. */
@FunctionalInterface
public interface SidecarListener {

    void publish(SidecarEvent event);

    /** A step of the lifecycle, for those who want to know each. The text is made only if somebody does. */
    default void onTransition(Supplier<String> decision) {
    }

    /** A line that a sidecar wrote, secrets removed. Called by the threads that read, not in a mailbox. */
    default void onOutput(String sidecar, StandardStream stream, String line) {
    }
}
