package io.quarkiverse.sidecar.it;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.sidecar.Sidecar;
import io.smallrye.common.annotation.Identifier;

/** The agent monitor as the extension sees it. Commands are accepted at once; what becomes of them is seen by asking again. */
@Path("/api/sidecar")
@Produces(MediaType.APPLICATION_JSON)
public class SidecarResource {

    private final Sidecar monitor;
    private final SidecarJournal journal;

    SidecarResource(@Identifier("agent-monitor") Sidecar monitor, SidecarJournal journal) {
        this.monitor = monitor;
        this.journal = journal;
    }

    @GET
    public SidecarView show() {
        return SidecarView.of(monitor.status(), monitor.uri(), journal);
    }

    @POST
    @Path("/start")
    public Response start() {
        monitor.start();
        return Response.accepted().build();
    }

    @POST
    @Path("/stop")
    public Response stop() {
        monitor.stop();
        return Response.accepted().build();
    }

    @POST
    @Path("/restart")
    public Response restart() {
        monitor.restart();
        return Response.accepted().build();
    }
}
