/**
 * Control groups (version 2): creates them, reads their members, and kills them.
 * <p>
 * Must not know processes, launches, or sidecars: it works with paths, names, and process ids.
 */
package io.quarkiverse.sidecar.runtime.cgroup;
