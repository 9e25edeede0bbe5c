package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.sidecar.runtime.state.RunId;

/** A slot's folder as it lies on the disk, and its lock, which is the kernel's. */
final class Slot {

    final int index;
    /** File name to content. */
    final Map<String, String> records = new TreeMap<>();
    /** Names of records that the forger touched after they were written. */
    final Set<String> forged = new HashSet<>();
    Optional<RunId> owner = Optional.empty();
    /** Whose lock it is; null for nobody's. */
    Run holder;

    Slot(int index) {
        this.index = index;
    }

    void write(String name, String content) {
        records.put(name, content);
        forged.remove(name);
    }
}
