package io.quarkiverse.sidecar.it.soak;

import java.util.Map;

/**
 * One sidecar of the application.
 *
 * @param manner how it is asked from outside whether it is well
 * @param settings what is set below {@code quarkus.sidecar.NAME}
 */
record Declared(String name, Manner manner, boolean required, Map<String, String> settings) {

    /** How it is asked. */
    enum Manner {
        /** By an HTTP request to its port. */
        WEB,
        /** By a connection to its port, on which it says something. */
        TCP,
        /** By the file in which it says so. */
        FILE,
        /** Nothing can be asked of it. */
        MUTE
    }
}
