/**
 * The shell around the pure core: one {@link io.quarkiverse.sidecar.runtime.supervise.Supervisor} a sidecar, with one
 * mailbox, that feeds {@code Lifecycle} and carries out its commands through adapters.
 * <p>
 * Knows every package below. Knows neither Quarkus nor CDI. No state of a sidecar changes outside its mailbox.
 */
package io.quarkiverse.sidecar.runtime.supervise;
