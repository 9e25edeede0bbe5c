package io.quarkiverse.sidecar.it.servers;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.Sidecars;

/** A server as the application sees it. Commands are accepted at once; what becomes of them is seen by asking again. */
@Path("/servers/{name}")
public class ServersResource {

    private final Sidecars sidecars;
    private final Config config;

    ServersResource(Sidecars sidecars, Config config) {
        this.sidecars = sidecars;
        this.config = config;
    }

    @GET
    public SidecarStatus status(@PathParam("name") String name) {
        return sidecars.get(name).status();
    }

    /** As the application's own configuration says it. */
    @GET
    @Path("/address")
    public String address(@PathParam("name") String name) {
        return config.getValue(name + ".address", String.class);
    }

    @POST
    @Path("/start")
    public Response start(@PathParam("name") String name) {
        sidecars.get(name).start();
        return Response.accepted().build();
    }

    @POST
    @Path("/stop")
    public Response stop(@PathParam("name") String name) {
        sidecars.get(name).stop();
        return Response.accepted().build();
    }
}
