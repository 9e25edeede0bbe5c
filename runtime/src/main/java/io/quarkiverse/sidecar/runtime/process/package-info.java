/**
 * The processes of this machine: the process table, the membership in a process tree, and signals.
 * <p>
 * Must not know launches, records, or sidecars. Nothing is signaled here without proof of its identity.
 */
package io.quarkiverse.sidecar.runtime.process;
