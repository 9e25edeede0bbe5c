package io.quarkiverse.sidecar.deployment.test;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** What a test wants to know of processes. */
final class Processes {

    private Processes() {
    }

    /** False for a zombie too: it has ended, and nobody has taken note of it yet. */
    static boolean alive(long pid) {
        return ProcessTable.ofThisMachine().find(pid).filter(entry -> !entry.zombie()).isPresent();
    }
}
