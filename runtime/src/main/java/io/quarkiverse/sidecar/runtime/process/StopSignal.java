package io.quarkiverse.sidecar.runtime.process;

/** What the main process of a sidecar can be asked to stop with, by the names of POSIX without {@code SIG}. */
public enum StopSignal implements Signal {
    TERM(15),
    INT(2),
    QUIT(3),
    HUP(1),
    USR1(10),
    USR2(12),
    KILL(9);

    /** On Linux. */
    final int number;

    StopSignal(int number) {
        this.number = number;
    }
}
