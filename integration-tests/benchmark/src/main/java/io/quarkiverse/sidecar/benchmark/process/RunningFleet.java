package io.quarkiverse.sidecar.benchmark.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.runtime.output.StandardStream;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervise.AssignedPorts;
import io.quarkiverse.sidecar.runtime.supervise.EventSink;
import io.quarkiverse.sidecar.runtime.supervise.Fleet;
import io.quarkiverse.sidecar.runtime.supervise.SidecarDeclaration;

/** A fleet as an application has it, with its events at hand. */
public final class RunningFleet implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    /** @param at the moment it came, of {@link System#nanoTime} */
    private record Arrival(SidecarEvent event, long at) {
    }

    private final BlockingQueue<Arrival> events = new LinkedBlockingQueue<>();
    private final Fleet fleet;
    private final AtomicLong lines = new AtomicLong();
    private volatile long lastEventAt;

    /** Nothing is launched yet. */
    public RunningFleet(Place place, Path state, List<SidecarDeclaration> declarations) {
        EventSink sink = new EventSink() {
            @Override
            public void publish(SidecarEvent event) {
                events.add(new Arrival(event, System.nanoTime()));
            }

            @Override
            public void said(String sidecar, StandardStream stream, String line) {
                lines.incrementAndGet();
            }
        };
        fleet = new Fleet(declarations, new Fleet.Surroundings(new Reclaimer(ProcessTable.ofThisMachine(), Optional.of(state)),
                sink, UnaryOperator.identity(), new AssignedPorts(), place.callbacks(), place.vertx(),
                Duration.ofSeconds(30)));
    }

    public Fleet fleet() {
        return fleet;
    }

    /** Lines that its sidecars have written so far. */
    public long lines() {
        return lines.get();
    }

    /**
     * Blocks until the next event of that type; those of other types before it are dropped.
     *
     * @throws IllegalStateException when none has come for a minute and a half
     */
    public <E extends SidecarEvent> E next(Class<E> type) throws InterruptedException {
        while (true) {
            Arrival arrival = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (arrival == null) {
                throw new IllegalStateException("No " + type.getSimpleName() + " for " + PATIENCE_SECONDS + " seconds");
            }
            if (type.isInstance(arrival.event())) {
                lastEventAt = arrival.at();
                return type.cast(arrival.event());
            }
        }
    }

    /** When the event that {@link #next} has given last came, of {@link System#nanoTime}. */
    public long lastEventAt() {
        return lastEventAt;
    }

    @Override
    public void close() {
        fleet.shutDown();
    }
}
