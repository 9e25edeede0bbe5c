package io.quarkiverse.sidecar.deployment.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

import com.sun.net.httpserver.HttpServer;

/** The helper process of the tests: an HTTP server on {@code PORT} that can be told to misbehave. */
public final class Helper {

    private static volatile boolean hanging;

    private Helper() {
    }

    /** The command that runs it, as a configuration value. */
    public static String command() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return java + ",-XX:TieredStopAtLevel=1,-XX:+UseSerialGC,-cp," + Path.of("target/test-classes").toAbsolutePath() + ","
                + Helper.class.getName();
    }

    /** A free port outside the range from which connections take theirs. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // another one
            }
        }
    }

    /** Tells the helper at that port to do something. */
    public static void tell(int port, String what) {
        try {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + what)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException("The helper at port " + port + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/health", exchange -> {
            if (hanging) {
                // Accepted, and never answered.
                return;
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/hang", exchange -> {
            hanging = true;
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/leave", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            server.stop(0);
        });
        server.createContext("/say", exchange -> {
            System.out.println(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/exit", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            System.exit(Integer.parseInt(exchange.getRequestURI().getQuery()));
        });
        server.start();
        System.out.println("helper listens on " + port + ", secret is " + System.getenv("API_TOKEN"));
        // Without its port it lives on.
        new CountDownLatch(1).await();
    }
}
