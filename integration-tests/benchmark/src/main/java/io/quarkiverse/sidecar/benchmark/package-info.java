/** Measures the extension as a whole, against what plain Java does in the same run. */
package io.quarkiverse.sidecar.benchmark;
