package io.quarkiverse.sidecar.deployment.test.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.deployment.test.Helper;
import io.quarkus.test.QuarkusDevModeTest;

/** The page of the Dev UI in a real browser, with an application in dev mode behind it. */
class SidecarPageTest {

    static final int PORT = Helper.freePort();
    static final int SEARCH_PORT = Helper.freePort();
    static final String DEV_UI = "http://localhost:" + PORT + "/q/dev-ui/";

    static final Path FOLDER = Path.of("target", "dev-ui", UUID.randomUUID().toString()).toAbsolutePath();

    /** Writes to both streams, here and there in colour, and then does nothing. */
    static final String MONITOR = """
            printf '\\033[32minfo\\033[0m  agent-monitor listens on port %s\\n' "$PORT"
            echo 'GET  /api/agents 200 3 ms'
            echo 'POST /api/events 202 1 ms'
            printf '\\033[33mwarn\\033[0m  option --fast is deprecated, use --speed=fast\\n' >&2
            echo 'GET  /api/agents 200 2 ms'
            echo 'agent 17 has not reported for 30 s' >&2
            echo 'POST /api/events 202 1 ms'
            while :; do sleep 1; done
            """;

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(new StringAsset(String.join("\n",
                    "quarkus.http.port=" + PORT,
                    "quarkus.sidecar.state-directory=" + FOLDER.resolve("state"),
                    "quarkus.sidecar.agent-monitor.command=sh,monitor.sh",
                    "quarkus.sidecar.agent-monitor.working-directory=" + FOLDER,
                    "quarkus.sidecar.agent-monitor.port=" + Helper.freePort(),
                    "quarkus.sidecar.agent-monitor.health.command=true",
                    "quarkus.sidecar.agent-monitor.health.verify-listener=false",
                    "quarkus.sidecar.agent-monitor.restart.stable-after=300ms",
                    "quarkus.sidecar.search.command=" + Helper.command(),
                    "quarkus.sidecar.search.port=" + SEARCH_PORT,
                    "quarkus.sidecar.mailer.command=mailpitt,--smtp,127.0.0.1:1025",
                    "quarkus.sidecar.mailer.environment.PATH=/usr/bin:/bin",
                    "quarkus.sidecar.mailer.working-directory=/tmp",
                    "quarkus.sidecar.mailer.required=false")), "application.properties"));

    Chromium browser;

    @BeforeAll
    static void write() throws Exception {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("monitor.sh"), MONITOR);
    }

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
    void showsEverySidecarAndWhatIsWrongWithIt() throws Exception {
        try (BrowserPage page = browser.open(DEV_UI + "quarkus-sidecar/sidecars", 1440, 900)) {
            page.awaits("sidecar-tile", "agent-monitor ready");
            page.awaits("sidecar-tile", "search ready port " + SEARCH_PORT);
            page.awaits("sidecar-tile", "mailer failed command not executable");

            // The one that needs somebody is in front.
            page.awaits("sidecar-failure", "COMMAND_NOT_EXECUTABLE");
            page.awaits("sidecar-failure", "'mailpitt' is not an executable file in any folder of its PATH");
            page.awaits("sidecar-failure", "What to do: Install the program, or name it by its full path in"
                    + " quarkus.sidecar.mailer.command");
            page.screenshotInBothThemes("failed");

            page.click("sidecar-tile:nth-of-type(3)");
            page.awaits("h2", "search");
            page.awaits("all('#port a').some(it => it.href === 'http://127.0.0.1:" + SEARCH_PORT + "/')");
            page.awaits("sidecar-protections", "record");
            page.awaits("sidecar-timeline", "Ready after");
            page.awaits(".line.STDOUT", "helper listens on " + SEARCH_PORT);
            assertThat(page.texts("sidecar-failure")).isEmpty();
            page.screenshotInBothThemes("several");

            page.navigate(DEV_UI + "extensions");
            page.awaits("qwc-extension-link", "Sidecars 2 of 3 ready");
        }
    }

    @Test
    void showsWhatItWritesAndDoesWhatItsButtonsSay() throws Exception {
        try (BrowserPage page = browser.open(DEV_UI + "quarkus-sidecar/sidecars", 1440, 900)) {
            page.click("sidecar-tile:nth-of-type(1)");
            page.awaits("h2", "agent-monitor");
            page.awaits(".line.STDOUT", "GET /api/agents 200 3 ms");
            page.awaits(".line.STDERR", "option --fast is deprecated");
            page.awaits(".count", "7 lines");
            assertThat(page.texts(".line.STDERR span[style*=color]")).containsExactly("warn");

            page.click("#filter");
            page.type("EVENTS");
            page.awaits(".count", "2 of 7 lines");
            assertThat(page.texts("mark")).containsExactly("events", "events");
            page.evaluate("all('#filter')[0].value = ''");
            page.click("button.stdout");
            page.awaits(".count", "2 of 7 lines");
            assertThat(page.texts(".line.STDOUT")).isEmpty();
            page.click("button.stdout");

            String first = page.texts("#pid .value").getString(0);
            page.click("#kill");
            page.awaits("all('dialog')[0].open");
            page.click("#no");
            page.awaits("!all('dialog')[0].open");
            assertThat(page.texts("#launch .value")).containsExactly("1");

            page.click("#pause");
            page.click("#kill");
            page.click("#yes");
            page.awaits("sidecar-timeline", "Ended by itself: SIGKILL");
            page.awaits("#launch", "2");
            page.awaits(".head sidecar-state", "ready");
            assertThat(page.texts("#pid .value").getString(0)).isNotEqualTo(first);
            assertThat(page.texts(".count")).containsExactly("7 lines");
            page.click("#pause");
            page.awaits(".count", "14 lines");

            page.click("#stop");
            page.click("#yes");
            page.awaits(".head sidecar-state", "stopped");
            page.click("#start");
            page.awaits("#launch", "3");
            page.awaits(".head sidecar-state", "ready");
            page.awaits(".count", "21 lines");
            page.click("#restart");
            page.awaits("#launch", "4");
            page.awaits(".head sidecar-state", "ready");
            page.awaits(".count", "28 lines");
            page.screenshotInBothThemes("output");
        }
    }
}
