package io.quarkiverse.sidecar;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code the exit code; for a process that a signal ended 128 plus the signal's number, as shells and the JDK say it
 */
public record SidecarExit(int code) {

    private static final int SIGNAL_BASE = 128;

    /** By number, as Linux counts them on x86-64 and ARM. */
    private static final List<String> SIGNALS = List.of("SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS",
            "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD",
            "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF",
            "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS");

    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST_REAL_TIME = 64;

    /** What is rarely known of a signal, for people. */
    private static final Map<String, String> MEANINGS = Map.of("SIGSYS", "the kernel refused a system call: seccomp",
            "SIGXCPU", "its limit of processor time is used up", "SIGXFSZ", "a file exceeds its size limit");

    /** The name of the signal that ended the process, for example {@code SIGKILL}. */
    public Optional<String> signal() {
        int number = code - SIGNAL_BASE;
        if (number >= FIRST_REAL_TIME && number <= LAST_REAL_TIME) {
            return Optional.of(number == FIRST_REAL_TIME ? "SIGRTMIN" : "SIGRTMIN+" + (number - FIRST_REAL_TIME));
        }
        return number >= 1 && number <= SIGNALS.size() ? Optional.of(SIGNALS.get(number - 1)) : Optional.empty();
    }

    /** True for exit code 0. */
    public boolean isSuccess() {
        return code == 0;
    }

    /** For people: {@code exit 1} or {@code SIGKILL}. */
    @Override
    public String toString() {
        return signal().map(name -> MEANINGS.containsKey(name) ? name + " (" + MEANINGS.get(name) + ")" : name)
                .orElse("exit " + code);
    }
}
