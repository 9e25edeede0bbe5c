package io.quarkiverse.sidecar.runtime.fleet;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.runtime.lifecycle.Backoff;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartBudget;
import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.output.OutputLevels;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.vertx.core.Vertx;

/**
 * How soon news of a sidecar is known, and what waiting and polling cost: started by hand, prints medians and shares of a
 * core. Wants a Python on the PATH.
 */
final class ReadyCost {

    private static final int LAUNCHES = 41;
    private static final int MANY = 50;
    /** As long as that before it counts: after less, half of the cost is that of compiling what is asked with. */
    private static final Duration POLLED_FOR = Duration.ofMinutes(4);

    private static final String SERVER = """
            import os, random, socket, time
            time.sleep(random.uniform(0.05, 0.5))
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(('127.0.0.1', int(os.environ['PORT'])))
            s.listen(50)
            print('listening', time.time_ns() // 1000, flush=True)
            while True:
                c, _ = s.accept()
                if c.recv(4096):
                    c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n')
                c.close()
            """;

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
    private final BlockingQueue<SidecarEvent> events = new LinkedBlockingQueue<>();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    public static void main(String[] args) throws Exception {
        ReadyCost cost = new ReadyCost();
        try {
            cost.news("TCP", Optional.empty());
            cost.news("HTTP", Optional.of("/"));
            cost.waiting();
            cost.polls();
        } finally {
            cost.callbacks.shutdownNow();
            cost.vertx.close();
        }
    }

    private void news(String kind, Optional<String> path) throws Exception {
        Fleet fleet = fleet(List.of(sidecar("s", SERVER, path)));
        List<Long> ready = new ArrayList<>();
        List<Long> exited = new ArrayList<>();
        fleet.launch();
        for (int launch = 1; launch <= LAUNCHES; launch++) {
            SidecarReady up = next(SidecarReady.class);
            List<String> said = await().until(() -> fleet.supervisor("s").status().outputTail(), lines -> !lines.isEmpty());
            ready.add(ChronoUnit.MICROS.between(Instant.EPOCH, up.at()) - Long.parseLong(said.get(0).split(" ")[1]));
            Instant killed = Instant.now();
            ProcessHandle.of(up.pid()).orElseThrow().destroyForcibly();
            exited.add(ChronoUnit.MICROS.between(killed, next(SidecarExited.class).at()));
        }
        fleet.shutDown();
        // The first finds everything cold.
        print(kind + ", listening to ready", ready.subList(1, ready.size()));
        print(kind + ", kill to exited", exited.subList(1, exited.size()));
    }

    /** The second half of the time in which a listener is looked for most often. */
    private void waiting() throws Exception {
        Fleet fleet = fleet(many("import time; time.sleep(600)"));
        fleet.launch();
        for (int n = 0; n < MANY; n++) {
            next(SidecarLaunched.class);
        }
        share(Duration.ofSeconds(1));
        System.out.printf("Waiting for one that does not listen yet: %.2f %% of a core%n", share(Duration.ofSeconds(1)) / MANY);
        fleet.shutDown();
    }

    private void polls() throws Exception {
        Fleet fleet = fleet(many(SERVER));
        fleet.launch();
        for (int n = 0; n < MANY; n++) {
            next(SidecarReady.class);
        }
        share(POLLED_FOR);
        System.out.printf("%d sidecars polled every second over HTTP: %.2f %% of a core%n", MANY, share(POLLED_FOR));
        fleet.shutDown();
    }

    /** In hundredths of a core. */
    private double share(Duration time) throws InterruptedException {
        long from = system.getProcessCpuTime();
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        return 100.0 * (system.getProcessCpuTime() - from) / time.toNanos();
    }

    private static List<SidecarDeclaration> many(String program) {
        return IntStream.range(0, MANY).mapToObj(n -> sidecar("s" + n, program, Optional.of("/"))).toList();
    }

    private <E extends SidecarEvent> E next(Class<E> type) throws InterruptedException {
        while (true) {
            SidecarEvent event = events.take();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private Fleet fleet(List<SidecarDeclaration> declarations) throws Exception {
        Path state = Files.createTempDirectory("ready-cost");
        return new Fleet(declarations, new Fleet.Surroundings(new Reclaimer(ProcessTable.ofThisMachine(), Optional.of(state)),
                events::add, UnaryOperator.identity(), new PortAssignments(), callbacks, vertx, Duration.ofSeconds(30)));
    }

    private static SidecarDeclaration sidecar(String name, String program, Optional<String> path) {
        LifecycleRules rules = new LifecycleRules(true, true, Duration.ofSeconds(60).toNanos(), 3, 0, RestartPolicy.ALWAYS,
                new Backoff(0, 0, 0), new RestartBudget.Limits(1_000_000, OptionalInt.empty(), 0), Set.of(),
                OptionalLong.empty(), false);
        return new SidecarDeclaration(name, true, false, true, List.of("python3", "-c", program), Map.of(), true,
                Path.of("").toAbsolutePath(), "127.0.0.1", OptionalInt.of(0),
                new SidecarDeclaration.Health(path, List.of(), OptionalInt.empty(), "http", Map.of(), Duration.ofSeconds(1),
                        Duration.ofSeconds(2), Optional.empty()),
                rules, StopPolicy.DEFAULT, new OutputLevels(OutputLevel.OFF, OutputLevel.OFF), 10, false, Set.of());
    }

    private static void print(String what, List<Long> micros) {
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf("%s: median %.1f ms, slowest %.1f ms%n", what, sorted.get(sorted.size() / 2) / 1000.0,
                sorted.get(sorted.size() - 1) / 1000.0);
    }
}
