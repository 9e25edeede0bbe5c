package io.quarkiverse.sidecar.runtime.port;

import java.util.Objects;
import java.util.Optional;

import io.quarkiverse.sidecar.PortHolder;

/**
 * @param ownership whose listener it is
 * @param holder who holds the port, when it is {@link Ownership#FOREIGN}
 */
public record OwnershipAnswer(Ownership ownership, Optional<PortHolder> holder) {

    static final OwnershipAnswer OURS = new OwnershipAnswer(Ownership.OURS, Optional.empty());
    static final OwnershipAnswer UNKNOWN = new OwnershipAnswer(Ownership.UNKNOWN, Optional.empty());

    public OwnershipAnswer {
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(holder, "holder");
    }

    static OwnershipAnswer foreign(PortHolder holder) {
        return new OwnershipAnswer(Ownership.FOREIGN, Optional.of(holder));
    }
}
