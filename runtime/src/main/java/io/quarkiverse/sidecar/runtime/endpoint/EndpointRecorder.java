package io.quarkiverse.sidecar.runtime.endpoint;

import io.quarkiverse.sidecar.runtime.ManagedSidecars;
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

    public Handler<RoutingContext> status(RuntimeValue<ManagedSidecars> sidecars) {
        return new StatusRoute(sidecars);
    }

    /**
     * @param anybody whether commands are accepted from callers who are not authenticated
     * @param authKeys what the keys of the application's security begin with
     */
    public Handler<RoutingContext> command(RuntimeValue<ManagedSidecars> sidecars, boolean anybody, String authKeys) {
        return new CommandRoute(sidecars, anybody, authKeys);
    }
}
