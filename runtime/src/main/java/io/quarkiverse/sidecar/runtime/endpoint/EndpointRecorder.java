package io.quarkiverse.sidecar.runtime.endpoint;

import java.util.Set;

import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Makes the routes of the control endpoint. */
@Recorder
public class EndpointRecorder {

    /** What stands for a sidecar's name in a route. */
    public static final String NAME = "sidecar";

    /** What stands for a command in a route. */
    public static final String COMMAND = "command";

    public Handler<RoutingContext> status(RuntimeValue<SidecarRegistry> sidecars) {
        return new StatusHandler(sidecars);
    }

    /**
     * @param unauthenticated whether commands are accepted from callers that are not authenticated
     * @param roles one of which a caller needs; empty for every authenticated caller
     * @param authKeys what the keys of the application's security begin with
     */
    public Handler<RoutingContext> command(RuntimeValue<SidecarRegistry> sidecars, boolean unauthenticated,
            Set<String> roles, String authKeys) {
        return new CommandHandler(sidecars, unauthenticated, roles, authKeys);
    }
}
