package io.quarkiverse.sidecar.it;

import java.util.Map;

import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarStatus;

/** Answers 503 and tells why: what the caller wanted needs the agent monitor. */
class MonitorUnavailableException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1L;

    private MonitorUnavailableException(SidecarStatus status, String error, Throwable cause) {
        super(Response.status(Response.Status.SERVICE_UNAVAILABLE).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", error, "state", status.state())).build(), cause);
    }

    static MonitorUnavailableException notReady(SidecarStatus status) {
        String reason = status.failure().map(SidecarFailure::message).map(message -> ": " + message).orElse("");
        return new MonitorUnavailableException(status, status.name() + " is " + status.state() + reason, null);
    }

    static MonitorUnavailableException noAnswer(SidecarStatus status, Exception cause) {
        return new MonitorUnavailableException(status, status.name() + " did not answer: " + cause, cause);
    }
}
