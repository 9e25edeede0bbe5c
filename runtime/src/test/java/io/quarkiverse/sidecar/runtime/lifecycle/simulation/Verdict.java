package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/**
 * Whether a process is proved to be what a dead owner left. Stands for the verdict of the reclaim package, which can be put
 * in here.
 */
@FunctionalInterface
interface Verdict {

    /** A readable token of a dead owner, or the record's process with the same start ticks, and what descends from it. */
    Verdict SOUND = (entry, process, owner) -> !process.isStranger() && process.token.owner() < owner
            && (!process.blank || entry != null && entry.names(process.main));

    /** What a pid file leads to. */
    Verdict BY_PID_ALONE = (entry, process, owner) -> SOUND.isOrphan(entry, process, owner)
            || entry != null && entry.token().owner() < owner && entry.pid() == process.pid;

    /**
     * @param entry the record; null for none
     * @param owner number of the app's present run; every smaller one is dead
     */
    boolean isOrphan(Disk.Entry entry, SimulatedProcess process, int owner);
}
