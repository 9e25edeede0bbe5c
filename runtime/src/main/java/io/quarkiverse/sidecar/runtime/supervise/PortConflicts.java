package io.quarkiverse.sidecar.runtime.supervise;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.output.BindErrors;
import io.quarkiverse.sidecar.runtime.port.PortHolders;

/**
 * Who holds the port that a sidecar wants: looked for before its launch, and after one that could not bind. Reads the sockets.
 */
final class PortConflicts {

    private static final Logger LOG = Logger.getLogger(PortConflicts.class);

    private final SidecarDeclaration declaration;
    private final AssignedPort port;

    PortConflicts(SidecarDeclaration declaration, AssignedPort port) {
        this.declaration = declaration;
        this.port = port;
    }

    /** Empty when the port is free, when there is none yet, and when it cannot be told. */
    Optional<PortHolder> holder(PortHolders holders) {
        OptionalInt wanted = port.current();
        return wanted.isEmpty() ? Optional.empty()
                : look(() -> holders.holder(declaration.host(), wanted.getAsInt()));
    }

    /** What the output says of a port that was taken; empty when it says nothing, and after a clean exit. */
    Optional<Failure> told(SidecarExit exit, List<String> output, PortHolders holders) {
        return BindErrors.find(output).filter(line -> !exit.clean()).map(line -> {
            OptionalInt named = BindErrors.port(line);
            OptionalInt taken = named.isPresent() ? named : port.current();
            if (taken.isEmpty()) {
                return Failures.portConflict(line);
            }
            // It may listen on others than its declared one, for a debugger or for measurements.
            if (taken.equals(port.current())) {
                port.conflicted();
            }
            return look(() -> holders.holderOnAnyAddress(taken.getAsInt())).map(Failures::portConflict)
                    .orElseGet(() -> Failures.portConflict(taken.getAsInt(), line));
        });
    }

    /** Not knowing is no reason not to launch: then the sidecar itself finds out. */
    private Optional<PortHolder> look(Supplier<Optional<PortHolder>> holder) {
        try {
            return holder.get();
        } catch (RuntimeException e) {
            LOG.warnf(e, "Cannot tell who listens on the port of sidecar '%s'", declaration.name());
            return Optional.empty();
        }
    }
}
