/**
 * What the Dev UI shows, and what it can ask for: a bounded journal of every sidecar, and a JSON-RPC service on top of it.
 * <p>
 * In dev mode only: nothing here is a bean in production. Watches and asks; decides nothing.
 */
package io.quarkiverse.sidecar.runtime.devui;
