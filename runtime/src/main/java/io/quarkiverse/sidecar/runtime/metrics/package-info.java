/**
 * The meters of the sidecars, in an application that has Micrometer.
 * <p>
 * The only package that knows Micrometer, and the only one that nobody else knows: without it no class here is ever loaded.
 * Reads snapshots and totals; counts nothing itself, decides nothing.
 */
package io.quarkiverse.sidecar.runtime.metrics;
