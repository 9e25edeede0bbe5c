/**
 * What a sidecar writes: reads it, keeps the last lines, logs it, and finds the line that names a cause.
 * <p>
 * Must not know processes, ports, or the lifecycle.
 */
package io.quarkiverse.sidecar.runtime.output;
