package io.quarkiverse.sidecar;

import java.util.Map;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code the exit code; for a process that a signal ended 128 plus the signal's number, as shells and the JDK say it
 */
public record SidecarExit(int code) {

    private static final int SIGNAL_BASE = 128;

    /** Signal numbers that are the same on every Linux architecture the JDK runs on. */
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"), Map.entry(2, "SIGINT"), Map.entry(3, "SIGQUIT"), Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"), Map.entry(6, "SIGABRT"), Map.entry(8, "SIGFPE"), Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"), Map.entry(13, "SIGPIPE"), Map.entry(14, "SIGALRM"), Map.entry(15, "SIGTERM"));

    /** The name of the signal that ended the process, for example {@code SIGKILL}. */
    public Optional<String> signal() {
        return Optional.ofNullable(SIGNALS.get(code - SIGNAL_BASE));
    }

    /** True for exit code 0. */
    public boolean isSuccess() {
        return code == 0;
    }

    /** For people: {@code exit 1} or {@code SIGKILL}. */
    @Override
    public String toString() {
        return signal().orElse("exit " + code);
    }
}
