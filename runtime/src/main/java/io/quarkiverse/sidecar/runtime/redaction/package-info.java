/**
 * Keeps secrets out of everything that users see, and makes foreign text safe for a log line.
 * <p>
 * Must not know where the text comes from. Nothing is decided on redacted text.
 */
package io.quarkiverse.sidecar.runtime.redaction;
