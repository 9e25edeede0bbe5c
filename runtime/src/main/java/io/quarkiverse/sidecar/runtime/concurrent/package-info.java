/**
 * Threads, executors, and timers that any other package may use.
 * <p>
 * Knows the JDK alone: neither sidecars, nor processes, nor Quarkus.
 */
package io.quarkiverse.sidecar.runtime.concurrent;
