package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

/** A process of the modelled machine. */
final class SimulatedProcess {

    final int boot;
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
    /** Strangers, too, lead sessions, run the same program, or carry the token of another application. */
    boolean leadsSession;
    boolean sameProgram;
    boolean carriesOther;
    boolean ignoresTerm;
    boolean diesSlowly;
    boolean hung;
    /** No signal terminates it: it runs as another user, or waits in the kernel. */
    boolean unstoppable;
    /** Reported as a survivor of its tree, or of a reclaim. */
    boolean survivor;
    /** Its last words name a taken address. */
    boolean bindError;
    int code;
    Runnable onExit = () -> {
    };

    private SimulatedProcess(int boot, long pid, long ticks, Token token, SimulatedProcess main) {
        this.boot = boot;
        this.pid = pid;
        this.ticks = ticks;
        this.token = token;
        this.main = main == null && token != null ? this : main;
    }

    static SimulatedProcess stranger(int boot, long pid, long ticks) {
        return new SimulatedProcess(boot, pid, ticks, null, null);
    }

    static SimulatedProcess main(int boot, long pid, long ticks, Token token) {
        return new SimulatedProcess(boot, pid, ticks, token, null);
    }

    static SimulatedProcess descendant(int boot, long pid, long ticks, SimulatedProcess main) {
        return new SimulatedProcess(boot, pid, ticks, main.token, main);
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
