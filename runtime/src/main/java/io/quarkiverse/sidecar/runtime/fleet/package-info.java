/**
 * All sidecars of one run of the application: wiring, order of start and stop, shutdown, and live reload.
 * <p>
 * Knows neither Quarkus nor CDI. Leaves the life of each sidecar to its supervisor.
 */
package io.quarkiverse.sidecar.runtime.fleet;
