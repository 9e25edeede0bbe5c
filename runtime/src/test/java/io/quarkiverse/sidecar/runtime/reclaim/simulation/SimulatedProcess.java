package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.process.ProcessEntry;

/** A process of the modelled machine, and what only the checks know of it. */
final class SimulatedProcess {

    static final Path PROGRAM = Path.of("/opt/agent-monitor");
    static final Path OTHER_PROGRAM = Path.of("/usr/bin/other");

    final long pid;
    final long ticks;
    final long parent;
    final long session;
    final Path executable;
    final Map<String, String> environment;
    /** The run of the application that launched it; null for strangers, and for the applications themselves. */
    final Run launchedBy;

    boolean alive = true;
    boolean zombie;
    /** The main process of its launch; null for strangers. */
    SimulatedProcess main;
    /** The pipes that it writes its output into. */
    Set<Long> outputs = Set.of();
    /** It overwrote its environment. */
    boolean blank;
    /** The record of its launch names it as a descendant. */
    boolean noted;
    /** A stranger, and neither an application nor what starts them. */
    boolean passesBy;
    boolean diesSlowly;
    /** Waits for its record to be written. */
    boolean closedGate;
    /** The content of its record; null for none, also when the forger destroyed it. */
    String recordedAs;
    Runnable onExit = () -> {
    };

    SimulatedProcess(long pid, long ticks, long parent, long session, Path executable, Map<String, String> environment,
            Run launchedBy) {
        this.pid = pid;
        this.ticks = ticks;
        this.parent = parent;
        this.session = session;
        this.executable = executable;
        this.environment = environment;
        this.launchedBy = launchedBy;
    }

    boolean leadsSession() {
        return session == pid;
    }

    boolean runsTheProgram() {
        return executable.equals(PROGRAM);
    }

    ProcessEntry entry() {
        return new ProcessEntry(pid, parent, session, session, ticks, zombie);
    }

    @Override
    public String toString() {
        return pid + "@" + ticks + (launchedBy == null ? "" : " of " + launchedBy);
    }
}
