package io.quarkiverse.sidecar.runtime.endpoint;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.SidecarHandle;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Passes a command on to the sidecar that the path names, for those who may give one. Every command is logged. */
final class CommandHandler implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    /** As in the permissions of Quarkus: every authenticated caller. */
    private static final String ANY_ROLE = "**";

    private final RuntimeValue<SidecarRegistry> sidecars;
    private final boolean unauthenticated;
    private final Set<String> roles;
    private final String authKeys;

    /**
     * @param unauthenticated whether commands are accepted from callers that are not authenticated
     * @param roles one of which a caller needs; empty for every authenticated caller
     * @param authKeys what the keys of the application's security begin with
     */
    CommandHandler(RuntimeValue<SidecarRegistry> sidecars, boolean unauthenticated, Set<String> roles,
            String authKeys) {
        this.sidecars = sidecars;
        this.unauthenticated = unauthenticated;
        this.roles = roles;
        this.authKeys = authKeys;
    }

    @Override
    public void handle(RoutingContext context) {
        answer(context).subscribe().with(answer -> answer.send(context), context::fail);
    }

    private Uni<JsonResponse> answer(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            return Uni.createFrom().item(JsonResponse.wrongMethod("POST"));
        }
        CrossSiteCheck page = CrossSiteCheck.of(context.request());
        if (page.foreign()) {
            return Uni.createFrom()
                    .item(JsonResponse.refusal(403, "Commands are not taken from web pages of other sites, whoever"
                            + " is logged in: this request comes from " + page.origin().orElse("one")));
        }
        return CallerIdentity.of(context).chain(identity -> {
            Optional<String> caller = identity.map(it -> it.getPrincipal().getName());
            if (caller.isEmpty() && !(unauthenticated && roles.isEmpty())) {
                return CallerIdentity.challenge(context, """
                        Commands need an authenticated caller: send credentials, by a mechanism that the application has \
                        switched on (for example %s.basic=true with quarkus-elytron-security-properties-file). \
                        quarkus.sidecar.endpoint.allow-unauthenticated-write=true, when it is built, does without"""
                        .formatted(authKeys));
            }
            if (identity.isPresent() && !hasRole(identity.get())) {
                return Uni.createFrom()
                        .item(JsonResponse.refusal(403, "Commands need one of the roles " + String.join(", ", roles)));
            }
            if (caller.isEmpty() && page.perhapsRebound()) {
                return Uni.createFrom()
                        .item(JsonResponse.refusal(403, "A web page whose host has a name gives commands only with"
                                + " credentials: whoever owns the name may have pointed it here"));
            }
            return Uni.createFrom().item(() -> command(context, caller));
        });
    }

    private boolean hasRole(SecurityIdentity caller) {
        return roles.isEmpty() || roles.contains(ANY_ROLE) || roles.stream().anyMatch(caller::hasRole);
    }

    private JsonResponse command(RoutingContext context, Optional<String> caller) {
        String word = context.pathParam(EndpointRecorder.COMMAND);
        Optional<ControlCommand> command = ControlCommand.of(word);
        if (command.isEmpty()) {
            return JsonResponse.refusal(404, "There is no command '" + word + "': use start, stop or restart");
        }
        try {
            SidecarHandle sidecar = sidecars.getValue().get(context.pathParam(EndpointRecorder.NAME));
            return command.get().obstacle(sidecar).map(obstacle -> JsonResponse.refusal(409, obstacle)).orElseGet(() -> {
                LOG.infof("Sidecar '%s': %s, asked for over the control endpoint by %s from %s", sidecar.name(), command.get(),
                        caller.map(CommandHandler::printable).orElse("an unauthenticated caller"),
                        context.request().remoteAddress());
                command.get().give(sidecar);
                return JsonResponse.of(202, StatusHandler.json(sidecar));
            });
        } catch (NoSuchElementException unknown) {
            return JsonResponse.refusal(404, unknown.getMessage());
        }
    }

    /** An untrusted name stays on one line. */
    private static String printable(String name) {
        return "'" + name.replaceAll("\\p{C}", "?") + "'";
    }
}
