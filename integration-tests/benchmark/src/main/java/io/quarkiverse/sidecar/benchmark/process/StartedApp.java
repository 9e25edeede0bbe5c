package io.quarkiverse.sidecar.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged application, started until it answers, looked at, and stopped. */
public final class StartedApp {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /**
     * What its start took.
     *
     * @param millis from the start of the JVM's process to the line that says so
     * @param resident its memory after it has answered, in MB
     */
    public record Cost(double millis, double resident) {
    }

    private StartedApp() {
    }

    /** @param app the folder of the module */
    public static Cost cost(Path app, Path state, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Java.program(), "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0", "-Dquarkus.sidecar.state-directory=" + state));
        command.addAll(options);
        command.addAll(List.of("-jar", app.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader()) {
            URI listening = listening(reader);
            double millis = (System.nanoTime() - begin) / 1e6;
            HttpResponse<String> hello = CLIENT.send(HttpRequest.newBuilder(listening.resolve("/hello")).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (hello.statusCode() != 200) {
                throw new IllegalStateException("The application answers with " + hello.statusCode());
            }
            return new Cost(millis, resident(process.pid()));
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static URI listening(BufferedReader reader) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                return URI.create(listening.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The application did not start: " + said);
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow() * 1024 / 1e6;
    }
}
