package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a container, which is a label of DNS: small letters, digits and hyphens, 63 at most. Pure. */
final class ContainerName {

    private static final int LONGEST = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private ContainerName() {
    }

    /** For example {@code agent-monitor} for {@code Agent_Monitor}; it may be {@linkplain #possible impossible}. */
    static String of(String sidecar) {
        return sidecar.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    static boolean possible(String name) {
        return name.length() <= LONGEST && LABEL.matcher(name).matches();
    }
}
