package io.quarkiverse.sidecar.benchmark.process;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another JVM of the same kind. */
public final class Java {

    private Java() {
    }

    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** One that runs a class of these benchmarks, and logs nowhere. */
    static ProcessBuilder running(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    }
}
