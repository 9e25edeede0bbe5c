/**
 * An application with two real servers as its sidecars, Redis and PostgreSQL, of which each test switches on one.
 * <p>
 * Knows the API of the extension alone; who speaks to the servers is the test.
 */
package io.quarkiverse.sidecar.it.servers;
