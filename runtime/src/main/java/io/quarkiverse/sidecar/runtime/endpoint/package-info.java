/**
 * The control endpoint: status and commands over HTTP, where the application has switched them on.
 * <p>
 * Knows the sidecars' handles and the request; decides nothing about a sidecar's life. Never blocks.
 */
package io.quarkiverse.sidecar.runtime.endpoint;
