package io.quarkiverse.sidecar.deployment.test;

import java.nio.file.Path;
import java.util.UUID;

import io.quarkus.test.QuarkusUnitTest;

/** The applications of the tests. The one place that knows the harness, which later Quarkus versions rename. */
final class Apps {

    private Apps() {
    }

    /** An application with those beans and a state folder of its own. */
    static QuarkusUnitTest with(Class<?>... beans) {
        return new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(beans)
                .addClasses(Apps.class, Helper.class, JvmWide.class, Processes.class))
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
