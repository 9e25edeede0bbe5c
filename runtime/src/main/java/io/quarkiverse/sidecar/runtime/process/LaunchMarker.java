package io.quarkiverse.sidecar.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The mark that a launch leaves in the environment of its process, and that descendants inherit. An app that is itself a
 * sidecar hands the marks that it carries on to its own sidecars as ancestors.
 *
 * @param owner the owner id
 * @param token the launch's token
 */
public record LaunchMarker(String owner, String token) {

    public static final String NAME = "SIDECAR_NAME";
    public static final String TOKEN = "SIDECAR_TOKEN";
    public static final String OWNER = "SIDECAR_OWNER";
    public static final String ANCESTORS = "SIDECAR_ANCESTORS";

    private static final String BETWEEN_CLAIMS = ",";
    private static final char BETWEEN_OWNER_AND_TOKEN = ':';

    /** Every claim in an environment: that of the launch itself first, then those of its ancestors. */
    public static List<LaunchMarker> in(Map<String, String> environment) {
        List<LaunchMarker> markers = new ArrayList<>();
        String owner = environment.getOrDefault(OWNER, "");
        String token = environment.getOrDefault(TOKEN, "");
        if (!owner.isEmpty() && !token.isEmpty()) {
            markers.add(new LaunchMarker(owner, token));
        }
        for (String pair : environment.getOrDefault(ANCESTORS, "").split(BETWEEN_CLAIMS)) {
            int colon = pair.indexOf(BETWEEN_OWNER_AND_TOKEN);
            if (colon > 0 && colon < pair.length() - 1) {
                markers.add(new LaunchMarker(pair.substring(0, colon), pair.substring(colon + 1)));
            }
        }
        return markers;
    }

    /** The value of {@link #ANCESTORS} that hands these claims on. */
    public static String join(List<LaunchMarker> markers) {
        return markers.stream().map(marker -> marker.owner + BETWEEN_OWNER_AND_TOKEN + marker.token)
                .collect(Collectors.joining(BETWEEN_CLAIMS));
    }

    /** True when a process with that environment descends from the launch that made this claim. */
    public boolean carriedBy(Map<String, String> environment) {
        return in(environment).contains(this);
    }
}
