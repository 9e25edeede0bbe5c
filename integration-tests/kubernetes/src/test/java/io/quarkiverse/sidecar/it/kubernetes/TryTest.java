package io.quarkiverse.sidecar.it.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

class TryTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest().withEmptyApplication().setApplicationName("shop")
            .setApplicationVersion("1")
            .overrideConfigKey("quarkus.sidecar.\"agent-monitor\".command", "node,server.js")
            .overrideConfigKey("quarkus.sidecar.\"agent-monitor\".port", "4820")
            .overrideConfigKey("quarkus.sidecar.\"agent-monitor\".container.image", "monitor:1")
            .overrideConfigKey("quarkus.sidecar.db.command", "redis")
            .overrideConfigKey("quarkus.kubernetes.deployment-target", "kubernetes,openshift,knative");

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void prints() throws Exception {
        for (String name : new String[] { "kubernetes.yml", "openshift.yml", "knative.yml" }) {
            System.out.println(Files.readString(Path.of(results.getBuildDir().toString(), "kubernetes", name)));
        }
    }
}
