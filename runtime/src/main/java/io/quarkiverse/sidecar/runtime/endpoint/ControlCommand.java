package io.quarkiverse.sidecar.runtime.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;

/** What the endpoint can ask of a sidecar. */
enum ControlCommand {

    START(Sidecar::start),
    STOP(Sidecar::stop),
    RESTART(Sidecar::restart);

    private final Consumer<Sidecar> order;

    ControlCommand(Consumer<Sidecar> order) {
        this.order = order;
    }

    static Optional<ControlCommand> of(String word) {
        return Arrays.stream(values()).filter(command -> command.toString().equals(word)).findFirst();
    }

    /** Why it cannot be carried out, if it cannot. */
    Optional<String> obstacle(SidecarHandle sidecar) {
        String name = sidecar.name();
        if (sidecar.declaration().external()) {
            return Optional.of("Sidecar '%s' is run by somebody else and only watched here (%s=external): %s it where it runs"
                    .formatted(name, ConfigKeys.of(name, "mode"), this));
        }
        return sidecar.disabledBy().map(key -> "Sidecar '%s' is switched off by %s=false".formatted(name, key));
    }

    /** Accepted at the call; never blocks. What comes of it the status tells. */
    void give(Sidecar sidecar) {
        order.accept(sidecar);
    }

    /** As in the path. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
