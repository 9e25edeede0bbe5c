/**
 * Several instances of one application on one machine in virtual time: each takes a slot, reclaims what dead ones left,
 * and is killed at any instant.
 * <p>
 * Knows how a start proceeds, and asks the real reading, observing, judging and finding of the reclaim. Knows no real
 * process, file or lock: the kernel's part is modelled.
 */
package io.quarkiverse.sidecar.runtime.reclaim.simulation;
