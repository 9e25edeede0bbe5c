package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** The state folder: at most one record, as there is one sidecar. It outlives the app. */
final class Disk {

    /** What is written of a main process. */
    record Entry(int boot, long pid, long ticks, Token token) {
        boolean names(SimulatedProcess process) {
            return process.boot == boot && process.pid == pid && process.ticks == ticks;
        }
    }

    /** Null for none. */
    Entry entry;

    void write(SimulatedProcess main) {
        entry = new Entry(main.boot, main.pid, main.ticks, main.token);
    }

    void remove(Token token) {
        if (entry != null && entry.token().equals(token)) {
            entry = null;
        }
    }

    boolean names(SimulatedProcess process) {
        return entry != null && entry.names(process);
    }
}
