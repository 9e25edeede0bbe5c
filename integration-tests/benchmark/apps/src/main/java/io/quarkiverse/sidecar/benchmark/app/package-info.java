/** One application, built with the extension and without. */
package io.quarkiverse.sidecar.benchmark.app;
