/**
 * Finds all mistakes of a configuration at once, each with its key, its value, and a remedy.
 * <p>
 * Reads configuration only. Nothing else depends on it, except the build and the start of the application.
 */
package io.quarkiverse.sidecar.runtime.config.validation;
