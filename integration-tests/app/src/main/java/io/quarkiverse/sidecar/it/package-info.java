/**
 * The demonstration: an application that declares the agent monitor as its sidecar, shows its life, and disturbs it on request.
 * <p>
 * Knows the API of the extension and the monitor's addresses, and nothing of how the extension works.
 */
package io.quarkiverse.sidecar.it;
