package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** A process of the modelled machine. */
final class SimulatedProcess {

    final long pid;
    final long ticks;
    /** Null for a stranger. */
    final Token token;
    /** The main process of its launch, which may be this one; null for a stranger. */
    final SimulatedProcess main;

    boolean alive = true;
    /** Forked, and waiting until its record is written: no program runs yet. */
    boolean closedGate;
    /** No record could be written. */
    boolean unrecorded;
    /** It overwrote its environment: nobody can read its token. */
    boolean blank;
    boolean ignoresTerm;
    boolean diesSlowly;
    boolean hung;
    /** Its last words name a taken address. */
    boolean bindError;
    int code;
    Runnable onExit = () -> {
    };

    private SimulatedProcess(long pid, long ticks, Token token, SimulatedProcess main) {
        this.pid = pid;
        this.ticks = ticks;
        this.token = token;
        this.main = main == null && token != null ? this : main;
    }

    static SimulatedProcess stranger(long pid, long ticks) {
        return new SimulatedProcess(pid, ticks, null, null);
    }

    static SimulatedProcess main(long pid, long ticks, Token token) {
        return new SimulatedProcess(pid, ticks, token, null);
    }

    static SimulatedProcess descendant(long pid, long ticks, SimulatedProcess main) {
        return new SimulatedProcess(pid, ticks, main.token, main);
    }

    boolean isMain() {
        return main == this;
    }

    boolean isStranger() {
        return token == null;
    }

    @Override
    public String toString() {
        return (isStranger() ? "stranger " : isMain() ? "main process " : "descendant ") + pid + "@" + ticks
                + (isStranger() ? "" : " of " + token);
    }
}
