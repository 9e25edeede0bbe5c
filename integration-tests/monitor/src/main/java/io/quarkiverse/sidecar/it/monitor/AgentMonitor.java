package io.quarkiverse.sidecar.it.monitor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/**
 * Collects what agents report, and shows it at {@code http://127.0.0.1:4820}.
 * <p>
 * The port comes from the environment variable {@code PORT}, else from the first argument, else it is 4820. Exit codes: 1 when
 * the port cannot be had, 2 when it is not a port; the reason is one line on standard error.
 */
public final class AgentMonitor {

    private static final String DEFAULT_PORT = "4820";
    private static final String HOST = "127.0.0.1";

    private AgentMonitor() {
    }

    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("PORT", arguments.length > 0 ? arguments[0] : DEFAULT_PORT);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            leave(2, "agent-monitor: '" + port + "' is not a port; set PORT, or the first argument, to a number up to 65535");
            return;
        }
        try {
            listen(Integer.parseInt(port));
        } catch (BindException e) {
            leave(1, "agent-monitor cannot listen on " + HOST + ":" + port + ": " + errorName(e) + e.getMessage());
        } catch (IOException e) {
            leave(1, "agent-monitor cannot listen on " + HOST + ":" + port + ": " + e.getMessage());
        }
    }

    private static void listen(int port) throws IOException {
        // Head and body are two writes; without it each answer waits for the client's delayed acknowledgement of the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), port), 0);
        EventLog events = new EventLog();
        Switches switches = new Switches();
        Router router = new Router(switches)
                .on("GET", "/", request -> Answer.html(Page.html()))
                .on("GET", "/api/health", request -> health(events, switches))
                .on("GET", "/api/events", request -> Answer.json(200, events.json()))
                .on("POST", "/api/events", request -> store(events, request))
                .on("POST", "/api/switches/crash", switches::crash)
                .on("POST", "/api/switches/hang", switches::hang)
                .on("POST", "/api/switches/slow", switches::slow);
        server.createContext("/", router);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("agent-monitor listens on http://" + HOST + ":" + server.getAddress().getPort()
                + " (pid " + ProcessHandle.current().pid() + ")");
    }

    private static Answer health(EventLog events, Switches switches) {
        switches.delayHealth();
        return Answer.json(200, "{\"status\":\"UP\",\"pid\":" + ProcessHandle.current().pid()
                + ",\"events\":" + events.count() + "}");
    }

    private static Answer store(EventLog events, Request request) {
        if (request.body().isBlank()) {
            return Answer.error(400, "an event needs a body");
        }
        Event event = events.add(request.body());
        System.out.println("event " + event.number() + ": " + event.summary());
        return Answer.json(201, event.json());
    }

    private static String errorName(BindException e) {
        return String.valueOf(e.getMessage()).contains("already in use") ? "EADDRINUSE, " : "";
    }

    private static void leave(int code, String message) {
        System.err.println(message);
        System.exit(code);
    }
}
