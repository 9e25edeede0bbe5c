package io.quarkiverse.sidecar.deployment.test;

import java.nio.file.Path;
import java.util.UUID;

import org.jboss.shrinkwrap.api.asset.StringAsset;

import io.quarkus.test.QuarkusUnitTest;

/** The applications of the tests. The one place that knows the harness, which later Quarkus versions rename. */
final class Apps {

    private Apps() {
    }

    /** An application with those beans and a state folder of its own. */
    static QuarkusUnitTest with(Class<?>... beans) {
        return new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(beans)
                .addClasses(Apps.class, Extensions.class, Helper.class, JvmWide.class, Processes.class)
                // Of what describes nothing OpenAPI makes no document that an extension could add to.
                .addAsResource(new StringAsset("openapi: 3.1.0\npaths:\n  /hello: {}\n"), "META-INF/openapi.yaml"))
                .overrideRuntimeConfigKey("quarkus.sidecar.state-directory",
                        Path.of("target/state/" + UUID.randomUUID()).toAbsolutePath().toString())
                .overrideConfigKey("quarkus.http.test-port", "0");
    }

    /** The same with the HTTP helper as the sidecar {@code web}. */
    static QuarkusUnitTest withWeb(int port, Class<?>... beans) {
        return with(beans).overrideConfigKey("quarkus.sidecar.web.command", Helper.command())
                .overrideConfigKey("quarkus.sidecar.web.port", Integer.toString(port))
                .overrideConfigKey("quarkus.sidecar.web.health.path", "/health")
                .overrideConfigKey("quarkus.sidecar.web.health.interval", "1s")
                .overrideConfigKey("quarkus.sidecar.web.health.timeout", "500ms")
                .overrideConfigKey("quarkus.sidecar.web.restart.delay", "100ms")
                .overrideConfigKey("quarkus.sidecar.web.restart.stable-after", "300ms");
    }
}
