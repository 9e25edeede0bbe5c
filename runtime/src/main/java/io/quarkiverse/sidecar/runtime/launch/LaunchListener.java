package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;

/** Hears of a process between its fork and the start of its program. */
@FunctionalInterface
public interface LaunchListener {

    /**
     * Called on the launcher's thread. The program starts when this returns, also when it throws; then without
     * {@link io.quarkiverse.sidecar.Protection#RECORD}.
     *
     * @throws NothingToRecordIn when no process can be recorded, which has been told already
     * @throws IOException when the process could not be recorded
     */
    void beforeProgramStarts(LaunchTicket ticket) throws IOException;

    /** There is no folder for records. Told when it was looked for; once is enough. */
    final class NothingToRecordIn extends IOException {

        private static final long serialVersionUID = 1L;

        public NothingToRecordIn() {
            super("There is no folder to keep records in");
        }
    }
}
