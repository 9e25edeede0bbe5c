package io.quarkiverse.sidecar;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * All sidecars that the application declares. Injectable anywhere; safe for use by any thread.
 */
public interface Sidecars {

    /**
     * @param name the name in {@code quarkus.sidecar."name"}
     * @throws NoSuchElementException when no such sidecar is declared; the message lists those that are
     */
    Sidecar get(String name);

    /** As {@link #get}, for a name that may not be declared. */
    Optional<Sidecar> find(String name);

    /** Every declared sidecar, those with {@code enabled=false} included, sorted by name. */
    List<Sidecar> all();
}
