package io.quarkiverse.sidecar.benchmark.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.vertx.core.Vertx;

/** A fleet as an application has it, with its events at hand. */
public final class RunningFleet implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    private final BlockingQueue<SidecarEvent> events = new LinkedBlockingQueue<>();
    private final Fleet fleet;

    /**
     * Nothing is launched yet.
     *
     * @param state where it keeps its records
     * @param onLine called for each line that a sidecar writes
     */
    public RunningFleet(Vertx vertx, Executor callbacks, Path state, List<SidecarDeclaration> declarations, Runnable onLine) {
        SidecarListener sink = new SidecarListener() {
            @Override
            public void publish(SidecarEvent event) {
                events.add(event);
            }

            @Override
            public void onOutput(String sidecar, StandardStream stream, String line) {
                onLine.run();
            }
        };
        fleet = new Fleet(declarations, new Fleet.Surroundings(new Reclaimer(ProcessTable.ofThisMachine(), Optional.of(state)),
                sink, UnaryOperator.identity(), new PortAssignments(), callbacks, vertx, Duration.ofSeconds(30)));
    }

    public Fleet fleet() {
        return fleet;
    }

    /**
     * Blocks until the next event of that type; those of other types before it are dropped.
     *
     * @throws IllegalStateException when none has come for a minute and a half
     */
    public <E extends SidecarEvent> E next(Class<E> type) throws InterruptedException {
        while (true) {
            SidecarEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("No " + type.getSimpleName() + " for " + PATIENCE_SECONDS + " seconds");
            }
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        fleet.shutDown();
    }
}
