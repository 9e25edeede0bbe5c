package io.quarkiverse.sidecar.runtime.endpoint;

import java.util.Optional;
import java.util.Set;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/**
 * The web page that made a browser send a request, as far as the browser tells. A browser sends a user's credentials along with
 * what any page asks it to, and reaches hosts that the page's author cannot. Pure.
 *
 * @param fetchSite the header {@code Sec-Fetch-Site}, which a page cannot forge
 * @param origin the header {@code Origin}, which browsers send with every POST
 * @param host what the request was sent to
 */
record CrossSiteCheck(Optional<String> fetchSite, Optional<String> origin, Optional<HostAndPort> host) {

    private static final Set<String> OWN = Set.of("same-origin", "none");

    static CrossSiteCheck of(HttpServerRequest request) {
        return new CrossSiteCheck(Optional.ofNullable(request.getHeader("Sec-Fetch-Site")),
                Optional.ofNullable(request.getHeader("Origin")), Optional.ofNullable(request.authority()));
    }

    /** It comes from elsewhere. Programs that are no browsers name neither site nor origin. */
    boolean foreign() {
        return fetchSite.isPresent() ? !OWN.contains(fetchSite.get()) : origin.isPresent() && !origin.equals(ownOrigin());
    }

    /**
     * Its host's name may have been pointed here by whoever made the page ("DNS rebinding"), which then looks like our own. An
     * address cannot be pointed elsewhere, nor can {@code localhost}.
     */
    boolean perhapsRebound() {
        return origin.isPresent() && !host.map(HostAndPort::host).filter(CrossSiteCheck::fixed).isPresent();
    }

    /** The scheme is the page's: where a proxy ends TLS the request does not know. */
    private Optional<String> ownOrigin() {
        String scheme = origin.orElseThrow().replaceFirst("://.*", "");
        int standard = scheme.equals("https") ? 443 : 80;
        return host.map(at -> scheme + "://" + at.host() + (at.port() <= 0 || at.port() == standard ? "" : ":" + at.port()));
    }

    private static boolean fixed(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("[") || NetUtil.isValidIpV4Address(host);
    }
}
