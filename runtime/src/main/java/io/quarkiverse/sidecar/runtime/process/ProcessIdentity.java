package io.quarkiverse.sidecar.runtime.process;

/**
 * One process for all time, where a pid alone is only a number that is used again.
 *
 * @param machine within what the pid means anything
 * @param pid the process id
 * @param startTicks as in {@link ProcessEntry#startTicks}; 0 when it is not known, and then no process matches
 */
public record ProcessIdentity(Machine machine, long pid, long startTicks) {

    /** The highest pid that the JDK's handles can hold; they cut a higher one down to that of another process. */
    private static final long HIGHEST_PID = Integer.MAX_VALUE;

    /** True when that is the number of an ordinary process: neither a group, nor everybody, nor process 1. */
    public static boolean ordinaryPid(long pid) {
        return pid > 1 && pid <= HIGHEST_PID;
    }

    /** True when the entry, taken from this very machine, is this process, dead (a zombie) or alive. */
    public boolean is(ProcessEntry entry) {
        return ordinaryPid(pid) && startTicks > 0 && entry.pid() == pid && entry.startTicks() == startTicks;
    }

    /**
     * Within what a process id means anything. Two pids from different machines, boots or pid namespaces say nothing about
     * each other.
     *
     * @param bootId the kernel's random id of this boot; {@code unknown} where there is none
     * @param pidNamespace the inode of the pid namespace; 0 where there is none
     */
    public record Machine(String bootId, long pidNamespace) {
    }
}
