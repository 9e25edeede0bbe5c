/**
 * The pure state machine: {@link io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle#step} takes a state, an input, and the
 * time, and returns the next state with the commands to carry out.
 * <p>
 * Knows only the API. Must not know threads, clocks, processes, files, Quarkus, or JBoss.
 */
package io.quarkiverse.sidecar.runtime.lifecycle;
