/**
 * The configuration: its mapping, the catalog of its keys, interceptors, and the mapping to declarations.
 * <p>
 * Must not know validation, or anything that runs.
 */
package io.quarkiverse.sidecar.runtime.config;
