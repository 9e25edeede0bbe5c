package io.quarkiverse.sidecar.benchmark.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** All that the applications do whose start is measured. */
@Path("/hello")
public class HelloResource {

    @GET
    public String hello() {
        return "hello";
    }
}
