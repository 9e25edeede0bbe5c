package io.quarkiverse.sidecar.it.monitor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The monitor as a process of its own, with its output in a file. */
final class MonitorProcess implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Path output;
    private final Process process;

    /** Launches it with its port in the environment variable {@code PORT}. */
    static MonitorProcess withPort(int port) throws IOException {
        return new MonitorProcess(port, String.valueOf(port), List.of());
    }

    /** Launches it with its port as first argument. */
    static MonitorProcess withArgument(int port) throws IOException {
        return new MonitorProcess(port, null, List.of(String.valueOf(port)));
    }

    static MonitorProcess withPortText(String port) throws IOException {
        return new MonitorProcess(0, port, List.of());
    }

    private MonitorProcess(int port, String variable, List<String> arguments) throws IOException {
        this.port = port;
        output = Files.createTempFile(Path.of("target"), "monitor", ".out");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", Path.of("target", "classes").toString(), AgentMonitor.class.getName());
        builder.command().addAll(arguments);
        builder.environment().remove("PORT");
        if (variable != null) {
            builder.environment().put("PORT", variable);
        }
        process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(5));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
