package io.quarkiverse.sidecar.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessSnapshot.Listing;

/**
 * The processes of this machine, as the operating system shows them now. Reads only; never signals. Safe for use by any
 * thread. Every answer may be out of date when it arrives: prove again, on a handle, before any signal.
 */
public interface ProcessTable {

    /** The table of the machine that this JVM runs on: {@code /proc} on Linux, {@link ProcessHandle} elsewhere. */
    static ProcessTable ofThisMachine() {
        return LinuxProcessTable.isSupported() ? new LinuxProcessTable() : new PortableProcessTable();
    }

    Machine machine();

    /** This moment, in the units of {@link ProcessEntry#startTicks}: what has started by now shows that or less. */
    long ticks();

    /** The process with that id, also when it is a zombie; empty when there is none. */
    Optional<ProcessEntry> find(long pid);

    /**
     * Every process that can be seen.
     *
     * @throws IllegalStateException when the table cannot be read now, for want of a file descriptor for example
     */
    List<ProcessEntry> all();

    /**
     * As {@link #all}, and whether a process may have been missed.
     *
     * @throws IllegalStateException as {@link #all}
     */
    default Listing list() {
        return new Listing(all(), false);
    }

    /**
     * Every process that can be seen, at a moment after this call. Those who ask at the same time may be given the same.
     *
     * @throws IllegalStateException as {@link #all}
     */
    default ProcessSnapshot snapshot() {
        return ProcessSnapshot.of(this);
    }

    /**
     * As {@link #snapshot}, for one of many who ask at about the same time: it may wait a few milliseconds for others, so that
     * all are given the same.
     *
     * @throws IllegalStateException as {@link #all}
     */
    default ProcessSnapshot snapshotWithOthers() {
        return snapshot();
    }

    /**
     * The environment that the process was started with, or what it has written over it since.
     *
     * @return empty when this user may not read it, or the system does not show it
     */
    Optional<Map<String, String>> environment(long pid);

    /**
     * To be asked when {@link #environment} has shown nothing: true when the process may have, or have had, one that could not
     * be read just then, because it has ended, executes another program, or no file could be opened.
     */
    default boolean environmentMissed(ProcessEntry process) {
        return find(process.pid()).filter(now -> now.sameProcess(process) && !now.zombie()).isEmpty();
    }

    /** The file that the process executes; empty when it cannot be read. */
    Optional<Path> executable(long pid);

    /** Program and arguments; empty when they cannot be read. */
    Optional<List<String>> commandLine(long pid);

    /** The numeric id of the (effective) user that the process runs as. */
    OptionalLong user(long pid);

    /**
     * The ids of the process's children, read without looking at every other process.
     *
     * @return empty also where the system does not list them
     */
    default List<Long> children(long pid) {
        return List.of();
    }

    /**
     * The pipes that the process writes its standard output and standard error into, by inode number.
     *
     * @return empty also when this user may not see them, or the system does not show them
     */
    default Set<Long> outputPipes(long pid) {
        return Set.of();
    }

    /** True when the process is known to be stopped (SIGSTOP): it does nothing until it is continued. */
    default boolean stopped(long pid) {
        return false;
    }

    /** Why a process would never hear a signal, because of how it was started; empty when it hears it, or that is not known. */
    default Optional<String> deafTo(long pid, StopSignal signal) {
        return Optional.empty();
    }
}
