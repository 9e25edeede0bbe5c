/**
 * One sidecar: the {@link io.quarkiverse.sidecar.runtime.supervisor.Supervisor} feeds the lifecycle from one mailbox and
 * carries out its commands through adapters to processes, probes, and output.
 * <p>
 * Knows neither Quarkus nor CDI. The state of a sidecar changes in its mailbox only.
 */
package io.quarkiverse.sidecar.runtime.supervisor;
