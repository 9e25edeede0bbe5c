package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.nio.file.Path;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;

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

    /**
     * A process that was forked and whose program has not started yet: all that is needed to find it again.
     *
     * @param name the sidecar's name
     * @param identity the process; the program will keep it
     * @param token the launch's random token, in the environment of the process and its descendants
     * @param owner the owner id, likewise
     * @param leadsSession true when the program will lead its own session
     * @param executable the program's file, links resolved
     * @param traces what its processes can be recognized by when they have written over their environment
     */
    public record LaunchTicket(String name, ProcessIdentity identity, String token, String owner, boolean leadsSession,
            Path executable, LaunchTraces traces) {
    }
}
