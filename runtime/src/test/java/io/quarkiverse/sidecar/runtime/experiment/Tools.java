package io.quarkiverse.sidecar.runtime.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
final class Tools {

    static final String PATH = System.getenv("PATH");

    private Tools() {
    }

    static Optional<Path> find(String name) {
        return Stream.of(PATH.split(":")).map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }

    static String path(String name) {
        return find(name).orElseThrow(() -> new AssertionError("There is no " + name + " on the PATH")).toString();
    }

    /** One that has job control without a terminal, if there is one. */
    static String shell() {
        return find("bash").map(Path::toString).orElse("/bin/sh");
    }
}
