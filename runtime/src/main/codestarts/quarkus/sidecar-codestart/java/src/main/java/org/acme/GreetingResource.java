package org.acme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.sidecar.Sidecar;
import io.smallrye.common.annotation.Identifier;

/** Returns what the sidecar answers, or 503 with the state of the sidecar while it cannot be called. */
@Path("/greeting")
public class GreetingResource {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Sidecar greeter;

    GreetingResource(@Identifier("greeter") Sidecar greeter) {
        this.greeter = greeter;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response greeting() throws InterruptedException {
        // Present only while the sidecar is ready.
        Optional<URI> uri = greeter.uri();
        if (uri.isEmpty()) {
            return unavailable();
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(uri.get().resolve("/greeting")).build();
            return Response.ok(client.send(request, BodyHandlers.ofString()).body()).build();
        } catch (IOException e) {
            // The sidecar has just exited.
            return unavailable();
        }
    }

    private Response unavailable() {
        String text = "The greeter does not answer, state " + greeter.status().state() + "\n";
        return Response.status(Status.SERVICE_UNAVAILABLE).entity(text).build();
    }
}
