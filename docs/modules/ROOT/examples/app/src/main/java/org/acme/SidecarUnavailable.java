package org.acme;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkiverse.sidecar.Sidecar;
import io.smallrye.common.annotation.Identifier;

/** Responds with 503 and the state while the sidecar cannot be called. */
public class SidecarUnavailable {

    private final Sidecar quotes;

    SidecarUnavailable(@Identifier("quotes") Sidecar quotes) {
        this.quotes = quotes;
    }

    @ServerExceptionMapper
    Response unavailable(ProcessingException failedCall) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .entity("quotes does not answer, state " + quotes.status().state())
                .build();
    }
}
