package io.quarkiverse.sidecar.deployment.test.devui;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.UUID;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.deployment.test.Helper;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

/** The page of the Dev UI where no sidecar is declared, until one is. */
class NoSidecarPageTest {

    static final int PORT = Helper.freePort();
    static final String ADDRESS = "http://localhost:" + PORT + "/q/";

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(new StringAsset(String.join("\n",
                    "quarkus.http.port=" + PORT,
                    "quarkus.sidecar.state-directory="
                            + Path.of("target", "dev-ui", UUID.randomUUID().toString()).toAbsolutePath(),
                    "#here")), "application.properties"));

    Chromium browser;

    @BeforeEach
    void start() throws Exception {
        assumeThat(Chromium.program()).as("There is no Chromium on the PATH to show the page in").isPresent();
        browser = Chromium.start();
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void showsThreeLinesToPasteAndThenWhatWasPasted() throws Exception {
        try (BrowserPage page = browser.open(ADDRESS + "dev-ui/quarkus-sidecar/sidecars", 1440, 900)) {
            page.awaits("sidecar-none pre, pre", "quarkus.sidecar.agent-monitor.command=node,server/index.js"
                    + " quarkus.sidecar.agent-monitor.port=4820 quarkus.sidecar.agent-monitor.health.path=/api/health");
            page.screenshotInBothThemes("none");

            APP.modifyResourceFile("application.properties",
                    before -> before.replace("#here", "quarkus.sidecar.pasted.command=sleep,1000"));
            RestAssured.get(ADDRESS + "health");
            page.awaits("h2", "pasted");
            page.awaits("sidecar-timeline", "Launched");

            APP.modifyResourceFile("application.properties", before -> before.replace("sleep,1000", "sleep,2000"));
            RestAssured.get(ADDRESS + "health");
            page.awaits(".command", "sleep 2000");
        }
    }
}
