/**
 * The Quarkus integration: recorder, CDI beans and events, health check, scheduler, and dev mode.
 * <p>
 * Uses every package below. Decides nothing about the life of a sidecar.
 */
package io.quarkiverse.sidecar.runtime;
