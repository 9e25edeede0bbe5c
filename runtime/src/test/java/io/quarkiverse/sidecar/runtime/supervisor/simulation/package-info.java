/**
 * The real supervisors of several sidecars in virtual time: one seed, one queue of events, in which their mailboxes, their
 * callbacks and every answer of their doubles run in an order that the seed gives.
 * <p>
 * Knows the supervisor by its API and its adapters. Knows nothing of the table of the lifecycle: the checks keep their own
 * books of what was asked and answered.
 */
package io.quarkiverse.sidecar.runtime.supervisor.simulation;
