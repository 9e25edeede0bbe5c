package io.quarkiverse.sidecar.it;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Events of the application, kept by the agent monitor. */
@Path("/api/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {

    private final MonitorClient monitor;

    EventResource(@RestClient MonitorClient monitor) {
        this.monitor = monitor;
    }

    @POST
    @Consumes({ MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON })
    public Response report(String event) {
        monitor.report(event);
        return Response.status(Response.Status.CREATED).build();
    }

    @GET
    public String reported() {
        return monitor.events();
    }
}
