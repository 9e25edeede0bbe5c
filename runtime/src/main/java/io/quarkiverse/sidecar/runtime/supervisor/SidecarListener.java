package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.function.Supplier;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;

/** Takes the events of sidecars. Called in a mailbox: never blocks, never throws. */
@FunctionalInterface
public interface SidecarListener {

    void publish(SidecarEvent event);

    /** Called for each step of the lifecycle. The text is built only when it is asked for. */
    default void onTransition(Supplier<String> decision) {
    }

    /** A line that a sidecar wrote, secrets removed. Called by the threads that read, not in a mailbox. */
    default void onOutput(String sidecar, StandardStream stream, String line) {
    }
}
