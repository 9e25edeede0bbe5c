/**
 * The state directory: slots with their locks, and the records of launches, private to the user.
 * <p>
 * Must not know reclaim. Nothing that is read from the disk counts as proof.
 */
package io.quarkiverse.sidecar.runtime.state;
