package io.quarkiverse.sidecar.runtime.reclaim;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;

/**
 * What an earlier run may have left of one launch, and is to be ended.
 *
 * @param sidecar the sidecar's name
 * @param pid the main process that its record names; without a record one of its processes
 * @param claim what its processes carry
 * @param proof why they are ours
 * @param file the record, which can go when nobody is left
 */
record Leftover(String sidecar, long pid, LaunchMarker claim, ProcessTree tree, String proof, Optional<Path> file) {
}
