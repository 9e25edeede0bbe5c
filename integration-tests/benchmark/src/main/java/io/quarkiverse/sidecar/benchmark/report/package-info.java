/** Figures: their medians, goals, tables and files. Knows nothing of what was measured. */
package io.quarkiverse.sidecar.benchmark.report;
