package io.quarkiverse.sidecar.it;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Makes the agent monitor misbehave, to see what the extension does about it. */
@Path("/api/sidecar")
@Produces(MediaType.APPLICATION_JSON)
public class SwitchResource {

    private final MonitorClient monitor;

    SwitchResource(@RestClient MonitorClient monitor) {
        this.monitor = monitor;
    }

    /** It exits with that code. */
    @POST
    @Path("/crash")
    public Response crash(@QueryParam("code") @DefaultValue("1") int code) {
        monitor.crash(code);
        return Response.accepted().build();
    }

    /** It accepts connections, and answers no more. */
    @POST
    @Path("/hang")
    public Response hang() {
        monitor.hang();
        return Response.accepted().build();
    }

    /** Each health answer takes that long; 0 ends it. */
    @POST
    @Path("/slow")
    public Response slow(@QueryParam("millis") @DefaultValue("500") int millis) {
        monitor.slow(millis);
        return Response.accepted().build();
    }
}
