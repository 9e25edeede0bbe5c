/**
 * The agent monitor: a small HTTP server that collects events, and misbehaves when it is asked to.
 * <p>
 * Knows the JDK, and nothing of Quarkus or of who launched it.
 */
package io.quarkiverse.sidecar.it.monitor;
