package org.acme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;

import io.quarkiverse.sidecar.Sidecar;
import io.smallrye.common.annotation.Identifier;

/** Hands on what the sidecar says. */
@Path("/greeting")
public class GreetingResource {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Sidecar greeter;

    GreetingResource(@Identifier("greeter") Sidecar greeter) {
        this.greeter = greeter;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String greeting() throws IOException, InterruptedException {
        // Present only while the sidecar is ready.
        URI uri = greeter.uri()
                .orElseThrow(() -> new ServiceUnavailableException("The greeter is " + greeter.status().state()));
        return client.send(HttpRequest.newBuilder(uri.resolve("/greeting")).build(), BodyHandlers.ofString()).body();
    }
}
