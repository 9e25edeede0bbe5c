package org.acme;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.Sidecars;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;

@Path("/sidecars")
public class SidecarResource {

    // tag::inject[]
    @Inject
    @Identifier("quotes")
    Sidecar quotes;

    @Inject
    Sidecars all;
    // end::inject[]

    // tag::status[]
    @GET
    public String states() {
        StringBuilder text = new StringBuilder();
        for (Sidecar sidecar : all.all()) {
            SidecarStatus status = sidecar.status(); // of this moment; never blocks
            text.append("%s is %s, launch %d%n".formatted(status.name(), status.state(), status.launch()));
        }
        return text.toString();
    }
    // end::status[]

    // tag::restart[]
    @POST
    @Path("/quotes/restart")
    public Uni<String> restart() {
        return quotes.restart().map(status -> "ready as launch " + status.launch());
    }
    // end::restart[]
}
