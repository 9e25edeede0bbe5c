package io.quarkiverse.sidecar.runtime.state;

import java.nio.file.Path;
import java.time.Instant;

import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.state.RecordCodec.RecordFile;

/**
 * The note that names a running sidecar, written before its program starts.
 *
 * @param sidecar its name
 * @param identity its main process
 * @param token the launch's token, in the environment of all its processes
 * @param runId the run of the application that launched it
 * @param leadsSession true when the main process leads its own session
 * @param executable the program's file, links resolved
 * @param writtenAt when the note was written; for people
 * @param traces what its processes can be recognized by when they have written over their environment
 */
public record LaunchRecord(String sidecar, ProcessIdentity identity, String token, RunId runId, boolean leadsSession,
        Path executable, Instant writtenAt, LaunchTraces traces) implements RecordFile {

    /** The version of the form that is written and understood. */
    static final int FORMAT = 2;

    /** @throws IllegalArgumentException when the ticket's owner is no owner id */
    static LaunchRecord of(LaunchTicket ticket, Instant now) {
        RunId runId = RunId.parse(ticket.owner())
                .orElseThrow(() -> new IllegalArgumentException("'" + ticket.owner() + "' is no owner id"));
        return new LaunchRecord(ticket.name(), ticket.identity(), ticket.token(), runId, ticket.leadsSession(),
                ticket.executable(), now, ticket.traces());
    }

    public LaunchRecord with(LaunchTraces later) {
        return new LaunchRecord(sidecar, identity, token, runId, leadsSession, executable, writtenAt, later);
    }

    /** What the processes of this sidecar carry. */
    public LaunchMarker marker() {
        return new LaunchMarker(runId.toString(), token);
    }
}
