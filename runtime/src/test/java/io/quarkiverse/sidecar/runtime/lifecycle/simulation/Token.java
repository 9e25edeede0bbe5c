package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/**
 * The random id of a launch, which its processes inherit.
 *
 * @param owner number of the app's run
 * @param serial no two launches share it, also when a broken lifecycle gives them the same number
 */
record Token(int owner, int launch, long serial) {
}
