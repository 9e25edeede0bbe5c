package io.quarkiverse.sidecar.it;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The agent monitor, at the address that {@code application.properties} makes of its actual port. Blocks the calling thread.
 */
@Path("/api")
@RegisterRestClient(configKey = "agent-monitor")
interface MonitorClient {

    @GET
    @Path("/events")
    String events();

    @POST
    @Path("/events")
    void report(String event);

    @POST
    @Path("/switches/crash")
    void crash(@QueryParam("code") int code);

    @POST
    @Path("/switches/hang")
    void hang();

    @POST
    @Path("/switches/slow")
    void slow(@QueryParam("millis") int millis);
}
