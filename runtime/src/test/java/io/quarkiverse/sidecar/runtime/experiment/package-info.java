/**
 * Experiments: real applications, sidecars and signals, many times over, with figures. A small size runs with the other tests;
 * {@code mvn -B -ntp verify -Pguarantees -pl runtime} runs the long one. Knows the whole house, from outside; what it counts
 * with, the marks and the process table of its own, shares no code with what it tests.
 */
package io.quarkiverse.sidecar.runtime.experiment;
