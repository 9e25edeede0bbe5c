package io.quarkiverse.sidecar.runtime.launch;

import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import java.nio.file.Path;

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
