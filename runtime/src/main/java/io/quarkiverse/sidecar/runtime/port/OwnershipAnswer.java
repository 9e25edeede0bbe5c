package io.quarkiverse.sidecar.runtime.port;

import java.util.Objects;
import java.util.Optional;

import io.quarkiverse.sidecar.PortHolder;

/**
 * @param ownership whose listener it is
 * @param holder who holds the port, when it is {@link Ownership#FOREIGN}
 * @param proof what proves it, when it is {@link Ownership#OURS} by a descriptor of the launch itself
 */
public record OwnershipAnswer(Ownership ownership, Optional<PortHolder> holder, ListenerProof proof) {

    static final OwnershipAnswer OURS = ours(ListenerProof.NONE);
    static final OwnershipAnswer UNKNOWN = new OwnershipAnswer(Ownership.UNKNOWN, Optional.empty(), ListenerProof.NONE);

    public OwnershipAnswer {
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(proof, "proof");
    }

    /** True while what proved it is still so: asked again, the answer would be the same. Costs microseconds; any thread. */
    public boolean stands() {
        return proof.stands();
    }

    static OwnershipAnswer ours(ListenerProof proof) {
        return new OwnershipAnswer(Ownership.OURS, Optional.empty(), proof);
    }

    static OwnershipAnswer foreign(PortHolder holder) {
        return new OwnershipAnswer(Ownership.FOREIGN, Optional.of(holder), ListenerProof.NONE);
    }
}
