package io.quarkiverse.sidecar.it.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import io.quarkus.bootstrap.app.AugmentResult;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;

/** An application that is nothing but its configuration, built and packaged as Maven would, within this JVM. */
final class Project {

    private static final Path ALL = Path.of("target", "projects").toAbsolutePath();

    private final Path folder;

    private Project(Path folder) {
        this.folder = folder;
    }

    /** @param properties its application.properties */
    static Project of(Map<String, String> properties) {
        try {
            Project project = new Project(Files.createTempDirectory(Files.createDirectories(ALL), "app"));
            // Where this is found is the root of the project.
            project.file("pom.xml", "<project><modelVersion>4.0.0</modelVersion><groupId>org.acme</groupId>"
                    + "<artifactId>shop</artifactId><version>1.0</version></project>");
            Properties all = new Properties();
            all.putAll(Map.of("quarkus.application.name", "shop", "quarkus.application.version", "1.0",
                    "quarkus.container-image.group", "acme"));
            all.putAll(properties);
            try (Writer file = Files.newBufferedWriter(Files.createDirectories(project.folder.resolve("target/classes"))
                    .resolve("application.properties"))) {
                all.store(file, null);
            }
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws RuntimeException when the build finds mistakes */
    Built build() {
        try (BuildLog log = new BuildLog(); CuratedApplication application = bootstrap().bootstrap()) {
            AugmentResult result = application.createAugmentor().createProductionApplication();
            return new Built(result.getJar().getPath(), folder.resolve("target/kubernetes"), log.lines());
        } catch (Exception e) {
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    private QuarkusBootstrap bootstrap() {
        Path target = folder.resolve("target");
        return QuarkusBootstrap.builder().setApplicationRoot(target.resolve("classes"))
                .setMode(QuarkusBootstrap.Mode.PROD).setLocalProjectDiscovery(true).setIsolateDeployment(true)
                .setProjectRoot(Path.of("").toAbsolutePath()).setTargetDirectory(target).setBaseName("shop")
                .addExcludedPath(Path.of("target", "test-classes").toAbsolutePath())
                .addExcludedPath(Path.of("target", "classes").toAbsolutePath()).build();
    }
}
