package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;

/** Hears of a process between its fork and the start of its program. */
@FunctionalInterface
public interface LaunchListener {

    /**
     * Called on the launcher's thread. The program starts when this returns, also when it throws; then without
     * {@link io.quarkiverse.sidecar.Protection#RECORD}.
     *
     * @throws IOException when the process could not be recorded
     */
    void beforeProgramStarts(LaunchTicket ticket) throws IOException;
}
