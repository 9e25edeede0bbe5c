package io.quarkiverse.sidecar.runtime.endpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Who sends a request, as the application's own security finds out. */
final class CallerIdentity {

    private CallerIdentity() {
    }

    /** An authenticated caller. Empty for all others, including those with wrong credentials. */
    static Uni<Optional<SecurityIdentity>> of(RoutingContext context) {
        return QuarkusHttpUser.getSecurityIdentity(context, null).onFailure().recoverWithNull()
                .map(identity -> Optional.ofNullable(identity).filter(caller -> !caller.isAnonymous()));
    }

    /** 401 with the application's challenge, or 403 where it has none: then no credentials could help. */
    static Uni<JsonResponse> challenge(RoutingContext context, String message) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        return authenticator == null ? Uni.createFrom().item(JsonResponse.refusal(403, message))
                : authenticator.getChallenge(context).map(challenge -> challenge(challenge, message));
    }

    /** A challenge that would lead a browser to a page for its user is none for a program. */
    private static JsonResponse challenge(ChallengeData challenge, String message) {
        if (challenge == null || challenge.status != 401) {
            return JsonResponse.refusal(403, message);
        }
        Map<String, String> headers = new HashMap<>();
        challenge.getHeaders().forEach((name, value) -> headers.put(name.toString(), value));
        return new JsonResponse(401, new JsonObject().put("message", message), headers);
    }
}
