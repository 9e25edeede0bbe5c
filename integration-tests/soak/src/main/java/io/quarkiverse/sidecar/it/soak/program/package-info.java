/**
 * The sidecars of the soak that listen. Knows the JDK alone, and as little of that as possible: it is started thousands of
 * times.
 */
package io.quarkiverse.sidecar.it.soak.program;
