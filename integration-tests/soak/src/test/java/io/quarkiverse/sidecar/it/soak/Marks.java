package io.quarkiverse.sidecar.it.soak;

import java.util.Map;

/**
 * What the environment of a process says of where it comes from. The first two are the soak's own, given to the application
 * and inherited by all that it starts: they prove an orphan without asking the extension.
 */
final class Marks {

    static final String SOAK = "SOAK_ID";
    static final String GENERATION = "SOAK_GENERATION";
    static final String FOLDER = "SOAK_FOLDER";

    private static final String NAME = "SIDECAR_NAME";
    private static final String TOKEN = "SIDECAR_TOKEN";
    private static final String OWNER = "SIDECAR_OWNER";

    private Marks() {
    }

    static boolean ofSoak(String soak, Map<String, String> environment) {
        return soak.equals(environment.get(SOAK));
    }

    /** True when it is a sidecar's process of that soak: nothing else is ever signalled. */
    static boolean provesSidecar(String soak, Map<String, String> environment) {
        return ofSoak(soak, environment) && environment.containsKey(NAME) && environment.containsKey(TOKEN)
                && environment.containsKey(OWNER);
    }

    static int generation(Map<String, String> environment) {
        return Integer.parseInt(environment.getOrDefault(GENERATION, "0"));
    }

    static String name(Map<String, String> environment) {
        return environment.getOrDefault(NAME, "");
    }

    static String token(Map<String, String> environment) {
        return environment.getOrDefault(TOKEN, "");
    }
}
