/**
 * Threads, executors, timers, and mailboxes that any other package may use.
 * <p>
 * Must not know sidecars or processes.
 */
package io.quarkiverse.sidecar.runtime.concurrent;
