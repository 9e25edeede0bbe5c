/** The processes that are measured, as sidecars and bare, and what tells when one of them runs. */
package io.quarkiverse.sidecar.benchmark.process;
