/**
 * The pure core: what happens to a sidecar next. {@link io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle#step} takes a
 * state, an input and the time, and gives the next state with the commands to carry out.
 * <p>
 * Knows the API. Knows no thread, clock, process, file, Quarkus or JBoss class.
 */
package io.quarkiverse.sidecar.runtime.lifecycle;
