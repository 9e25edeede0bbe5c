package io.quarkiverse.sidecar.it;

import java.util.Map;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarStatus;
import io.smallrye.common.annotation.Identifier;

/** Answers 503 and tells why, when what the caller wanted needs the agent monitor and that cannot be reached. */
class MonitorUnavailable {

    private static final Logger LOG = Logger.getLogger(MonitorUnavailable.class);

    private final Sidecar monitor;

    MonitorUnavailable(@Identifier("agent-monitor") Sidecar monitor) {
        this.monitor = monitor;
    }

    @ServerExceptionMapper
    Response answer(ProcessingException unreachable) {
        SidecarStatus status = monitor.status();
        LOG.warnf("A question to %s was not answered: %s", status.name(), unreachable.getMessage());
        String error = status.ready() ? status.name() + " did not answer: " + unreachable.getMessage()
                : status.name() + " is " + status.state()
                        + status.failure().map(SidecarFailure::message).map(message -> ": " + message).orElse("");
        return Response.status(Response.Status.SERVICE_UNAVAILABLE).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", error, "state", status.state())).build();
    }
}
