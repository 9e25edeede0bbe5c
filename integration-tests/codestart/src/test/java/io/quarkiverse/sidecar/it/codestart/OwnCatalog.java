package io.quarkiverse.sidecar.it.codestart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog;
import io.quarkus.devtools.messagewriter.MessageWriter;
import io.quarkus.devtools.project.CodestartResourceLoadersBuilder;
import io.quarkus.platform.descriptor.loader.json.ResourceLoader;
import io.quarkus.platform.descriptor.loader.json.ResourceLoaders;
import io.quarkus.registry.catalog.Extension;
import io.quarkus.registry.catalog.ExtensionCatalog;

/** The extension of this build and its codestart, which are in no repository yet: both are taken from the class path. */
final class OwnCatalog {

    private OwnCatalog() {
    }

    static Extension extension() {
        return resources("META-INF/quarkus-extension.yaml").stream()
                .map(url -> ResourceLoaders.processAsPath(url, OwnCatalog::read))
                .filter(extension -> "io.quarkiverse.sidecar:quarkus-sidecar".equals(extension.managementKey()))
                .findFirst().orElseThrow();
    }

    /** Quarkus' own codestarts, and the one of this extension. */
    static QuarkusCodestartCatalog codestarts(ExtensionCatalog catalog) {
        try {
            List<ResourceLoader> loaders = new ArrayList<>(
                    CodestartResourceLoadersBuilder.getCodestartResourceLoaders(MessageWriter.info()));
            for (URL url : resources("codestarts/quarkus/sidecar-codestart/codestart.yml")) {
                URI jar = URI.create(((JarURLConnection) url.openConnection()).getJarFileURL().toString());
                loaders.add(ResourceLoaders.resolveFileResourceLoader(Path.of(jar).toFile()));
            }
            return QuarkusCodestartCatalog.fromExtensionsCatalog(catalog, loaders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Extension read(Path descriptor) {
        try {
            return Extension.fromFile(descriptor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> resources(String name) {
        try {
            return Collections.list(OwnCatalog.class.getClassLoader().getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
