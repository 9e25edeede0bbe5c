package io.quarkiverse.sidecar.deployment.test.devui;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;

/** A headless Chromium of its own, steered through its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final Path folder;
    private final String address;

    private Chromium(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        Path told = folder.resolve("DevToolsActivePort");
        try {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> Files.readAllLines(told).size() == 2);
            this.address = "http://127.0.0.1:" + Files.readAllLines(told).get(0);
        } catch (RuntimeException | IOException e) {
            close();
            throw new IllegalStateException("Chromium does not come up", e);
        }
    }

    /** Where it is installed, if it is. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":")).flatMap(folder -> PROGRAMS.stream().map(Path.of(folder)::resolve))
                .filter(Files::isExecutable).findFirst();
    }

    static Chromium start() throws IOException {
        Path folder = Files.createTempDirectory("chromium");
        ProcessBuilder builder = new ProcessBuilder(program().orElseThrow().toString(), "--headless", "--no-sandbox",
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--remote-debugging-port=0", "--user-data-dir=" + folder, "about:blank");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return new Chromium(builder.start(), folder);
    }

    /** A new tab of that size. */
    BrowserPage open(String url, int width, int height) throws Exception {
        HttpResponse<String> tab = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address + "/json/new"))
                .PUT(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
        BrowserPage page = new BrowserPage(URI.create(new JsonObject(tab.body()).getString("webSocketDebuggerUrl")));
        page.resize(width, height);
        page.navigate(url);
        return page;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException stillWriting) {
            // It is in the temporary folder.
        }
    }
}
