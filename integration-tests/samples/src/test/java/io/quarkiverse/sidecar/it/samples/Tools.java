package io.quarkiverse.sidecar.it.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;

import redis.embedded.core.ExecutableProvider;

/** The programs that samples need. */
final class Tools {

    private Tools() {
    }

    /** Skips the test where it is not installed. */
    static void require(String program) {
        assumeThat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .as("this sample needs %s, which is not on the PATH", program).isTrue();
    }

    /** Makes a jar of a program that is one source file. */
    static void jar(Path source, String mainClass, Path jar) throws IOException {
        Path classes = Files.createDirectories(jar.resolveSibling("classes"));
        run("javac", "-d", classes.toString(), source.toString());
        run("jar", "--create", "--file", jar.toString(), "--main-class", mainClass, "-C", classes.toString(), ".");
    }

    /** A folder with redis-server, from the artifact, and a redis-cli. */
    static Path redis(Path sample) throws Exception {
        Path folder = Files.createDirectories(sample.resolve("bin"));
        assumeThatCode(() -> ExecutableProvider.newJarResourceProvider(folder.toFile()).get())
                .as("the artifact holds a Redis for this system").doesNotThrowAnyException();
        Files.createSymbolicLink(folder.resolve("redis-server"),
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath().toAbsolutePath());
        Path client = Files.copy(Path.of("src/test/scripts/redis-cli"), folder.resolve("redis-cli"));
        assertThat(client.toFile().setExecutable(true)).isTrue();
        return folder;
    }

    private static void run(String tool, String... arguments) {
        int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(code).as("%s %s", tool, String.join(" ", arguments)).isZero();
    }
}
