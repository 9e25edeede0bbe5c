/** What is measured, a class a subject. */
package io.quarkiverse.sidecar.benchmark.scenario;
