/**
 * The Quarkus face: configuration, recorder, CDI, health, scheduler.
 * <p>
 * Knows everything below, and decides nothing about a sidecar's life.
 */
package io.quarkiverse.sidecar.runtime;
