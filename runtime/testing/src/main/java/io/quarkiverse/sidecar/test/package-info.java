/**
 * Faults of sidecars on demand, for tests of applications: {@link io.quarkiverse.sidecar.test.SidecarFaults}.
 * <p>
 * Knows the API and the extension's inside. Belongs to the test scope, and to the JVM of the application: there is nothing here
 * for an application that a test has packaged and launched.
 */
package io.quarkiverse.sidecar.test;
