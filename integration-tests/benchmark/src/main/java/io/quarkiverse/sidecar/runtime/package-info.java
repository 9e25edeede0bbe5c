/** Micro-benchmarks, each in the package of what it measures: that is as hidden here as it is there. */
package io.quarkiverse.sidecar.runtime;
