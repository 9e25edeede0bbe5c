package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.restassured.RestAssured;

/** nginx, of this system, with two workers. It serves what is written into its directory. */
record Nginx(Path program, Path data, int port) implements Server {

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 2;
            pid nginx.pid;
            error_log stderr notice;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d;
                root html;
              }
            }
            """;

    static Nginx in(Path folder) throws IOException {
        String program = Commands.output("sh", "-c", "PATH=$PATH:/usr/sbin command -v nginx");
        assumeThat(program).as("nginx").isNotEmpty();
        return new Nginx(Path.of(program), newData(folder, 0), 0).onNewData();
    }

    @Override
    public Nginx onNewData() throws IOException {
        int free = freePort();
        return new Nginx(program, newData(data.getParent(), free), free);
    }

    private static Path newData(Path folder, int port) throws IOException {
        Path data = Files.createTempDirectory(folder, "nginx",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(data.resolve("nginx.conf"), CONFIGURATION.formatted(port));
        Files.writeString(Files.createDirectory(data.resolve("html")).resolve("index.html"), "up");
        return data;
    }

    /** Outside the range from which connections take theirs. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public Map<String, String> configuration() {
        return Map.of("nginx.program", program.toString(), "nginx.data", data.toString(), "nginx.port", Integer.toString(port));
    }

    @Override
    public void write(String address, String key, String value) throws IOException {
        Files.writeString(data.resolve("html").resolve(key), value);
    }

    @Override
    public String read(String address, String key) {
        return RestAssured.get(address + key).then().statusCode(200).extract().asString();
    }

    @Override
    public String farewell() {
        return ": exit";
    }

    @Override
    public String surprise() {
        return null;
    }
}
