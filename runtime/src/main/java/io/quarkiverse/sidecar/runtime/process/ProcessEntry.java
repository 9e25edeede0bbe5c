package io.quarkiverse.sidecar.runtime.process;

/**
 * One process as the process table showed it at one moment.
 *
 * @param pid the process id
 * @param parent the parent's process id; 0 when it has none that can be seen
 * @param group the process group; 0 where the system does not tell
 * @param session the session; 0 where the system does not tell
 * @param startTicks when it started: on Linux clock ticks since boot, which neither {@code exec} nor a step of the wall clock
 *        changes; elsewhere milliseconds since the epoch
 * @param zombie true when it has ended and only waits for its parent to take note: it counts as dead
 */
public record ProcessEntry(long pid, long parent, long group, long session, long startTicks, boolean zombie) {

    /** True when this is the leader of its own session. */
    public boolean leadsSession() {
        return session == pid;
    }

    /** True when both are the same process: a pid alone is recycled, a pid with its start is not. */
    public boolean sameProcess(ProcessEntry other) {
        return pid == other.pid && startTicks == other.startTicks;
    }
}
