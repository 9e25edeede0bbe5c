package org.acme;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RestClient;

@Path("/quote")
public class QuoteResource {

    @Inject
    @RestClient
    Quotes quotes;

    @GET
    public String quote() {
        return quotes.quote();
    }
}
