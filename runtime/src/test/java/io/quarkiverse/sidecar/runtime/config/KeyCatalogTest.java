package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCatalogTest {

    private final KeyCatalog keys = KeyCatalog.declared();

    @Test
    void knowsEveryKeyThatIsDeclared() {
        assertThat(keys.find("quarkus.sidecar.enabled")).isPresent();
        assertThat(keys.find("quarkus.sidecar.health.enabled")).isPresent();
        assertThat(keys.find("quarkus.sidecar.\"my.web\".health.headers.\"X.Y\"")).isPresent();
        assertThat(keys.find("quarkus.sidecar.web.environment.KEY")).isPresent();
        assertThat(keys.find("quarkus.sidecar.web.command[0]")).isPresent();
        assertThat(keys.find("quarkus.sidecar.web.restart.fatal-exit-codes")).isPresent();
        assertThat(keys.find("quarkus.sidecar.web.container.arguments")).isPresent();
        assertThat(keys.find("quarkus.sidecar.web.environment.MY.KEY")).isEmpty();
        assertThat(keys.find("quarkus.sidecar.web")).isEmpty();
        assertThat(keys.find("quarkus.http.port")).isEmpty();
    }

    @Test
    void isTheSameAfterTheBuildRecordedIt(@TempDir Path root) throws Exception {
        Path recorded = root.resolve(KeyCatalog.RESOURCE);
        Files.createDirectories(recorded.getParent());
        Files.writeString(recorded, keys.lines(), StandardCharsets.UTF_8);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader build = new URLClassLoader(new URL[] { root.toUri().toURL() }, before)) {
            Thread.currentThread().setContextClassLoader(build);
            assertThat(KeyCatalog.load().lines()).isEqualTo(keys.lines()).contains("*.restart.policy=always|on-failure|never!",
                    "*.port=Integer\n", "*.command=String[]\n", "*.health.interval=Duration!");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void noGlobalKeyCanBeTheNameOfASidecar() {
        assertThat(keys.globals()).allSatisfy(key -> assertThat(ConfigKeys.RESERVED).contains(key.replaceFirst("\\..*", "")));
    }
}
