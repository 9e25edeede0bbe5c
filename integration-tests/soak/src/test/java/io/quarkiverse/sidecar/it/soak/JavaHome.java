package io.quarkiverse.sidecar.it.soak;

import java.nio.file.Path;

/** The JDK that runs this test. */
final class JavaHome {

    private JavaHome() {
    }

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
