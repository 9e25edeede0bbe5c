package io.quarkiverse.sidecar.deployment.test;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jboss.shrinkwrap.api.asset.StringAsset;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** {@link ReloadedApp} in dev mode with the HTTP helper as its sidecar {@code web}, and what a test does to it. */
final class DevModeSession {

    static final Duration LONG = Duration.ofSeconds(60);

    private final int http = Helper.freePort();
    private final Path folder = Path.of("target", "dev-mode", UUID.randomUUID().toString()).toAbsolutePath();
    private final Set<Long> pids = ConcurrentHashMap.newKeySet();
    private final QuarkusDevModeTest devMode;

    /** @param settings lines of its configuration beside the usual ones */
    DevModeSession(String... settings) {
        List<String> lines = new ArrayList<>(List.of("quarkus.http.port=" + http,
                "quarkus.sidecar.state-directory=" + folder.resolve("state"),
                "quarkus.log.file.enabled=true", "quarkus.log.file.path=" + log(), "actual-port=none",
                "quarkus.sidecar.web.command=" + Helper.command(),
                "quarkus.sidecar.web.health.path=/health",
                "quarkus.sidecar.web.health.interval=1s",
                "quarkus.sidecar.web.health.timeout=2s",
                "quarkus.sidecar.web.restart.delay=100ms",
                "quarkus.sidecar.web.restart.stable-after=300ms"));
        lines.addAll(List.of(settings));
        devMode = new QuarkusDevModeTest().withApplicationRoot(jar -> jar.addClasses(ReloadedApp.class, JvmWide.class,
                Helper.class).addAsResource(new StringAsset(String.join("\n", lines) + "\n"), "application.properties"))
                .setLogRecordPredicate(any -> false);
    }

    QuarkusDevModeTest devMode() {
        return devMode;
    }

    /** Every process that was seen as a sidecar's. */
    Set<Long> pids() {
        return pids;
    }

    Path log() {
        return folder.resolve("app.log");
    }

    String logged() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void changeClass(String to) {
        devMode.modifySourceFile(ReloadedApp.class,
                source -> source.replaceFirst("return \"\\w*\";", "return \"" + to + "\";"));
    }

    void replaceInClass(String what, String by) {
        devMode.modifySourceFile(ReloadedApp.class, source -> source.replace(what, by));
    }

    void unconfigure(String prefix) {
        devMode.modifyResourceFile("application.properties", text -> text.lines().filter(line -> !line.startsWith(prefix))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    /** Adds lines to its configuration. */
    void configure(String... lines) {
        devMode.modifyResourceFile("application.properties", text -> text + String.join("\n", lines) + "\n");
    }

    /** As a developer does it: change a class, and ask for a page. */
    Properties reload(String to) {
        changeClass(to);
        return awaitView(view -> to.equals(view.getProperty("run")));
    }

    /** What the application tells, reloaded before if anything has changed. */
    Response ask() {
        return RestAssured.given().port(http).get("/app");
    }

    Properties view() {
        Properties view = new Properties();
        try {
            view.load(new StringReader(ask().asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        view.stringPropertyNames().stream().filter(key -> key.endsWith(".pid")).map(key -> pid(view, key))
                .filter(pid -> pid > 0).forEach(pids::add);
        return view;
    }

    Properties awaitView(Predicate<Properties> condition) {
        return await().atMost(LONG).until(this::view, condition);
    }

    Properties awaitReady(String sidecar) {
        return awaitView(view -> "READY".equals(view.getProperty(sidecar + ".state")));
    }

    static long pid(Properties view, String key) {
        return Long.parseLong(view.getProperty(key));
    }

    /** To be called when dev mode has ended; ends what has not. */
    List<Long> survivors() {
        List<Long> survivors = pids.stream().filter(Processes::alive).toList();
        survivors.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        pids.clear();
        return survivors;
    }
}
