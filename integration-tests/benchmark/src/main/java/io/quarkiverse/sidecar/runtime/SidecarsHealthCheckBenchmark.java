package io.quarkiverse.sidecar.runtime;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.process.RunningFleet;
import io.quarkiverse.sidecar.benchmark.process.Sidecars;

/** The readiness check of an application with 20 sidecars that are ready. */
@State(Scope.Benchmark)
public class SidecarsHealthCheckBenchmark {

    private static final int SIDECARS = 20;

    private Place place;
    private RunningFleet fleet;
    private SidecarsHealthCheck check;

    @Setup(Level.Trial)
    public void launch() throws Exception {
        place = new Place();
        fleet = place.fleet(Sidecars.PLAIN.declare(SIDECARS, "s", place.programs().sleeper("health")));
        fleet.fleet().launch();
        for (int n = 0; n < SIDECARS; n++) {
            fleet.next(SidecarReady.class);
        }
        check = new SidecarsHealthCheck(new SidecarRegistry(fleet.fleet(), true, false));
        if (check.call().getStatus() != HealthCheckResponse.Status.UP) {
            throw new IllegalStateException("Not all sidecars are ready: " + check.call().getData());
        }
    }

    @TearDown(Level.Trial)
    public void end() throws Exception {
        fleet.close();
        place.close();
    }

    @Benchmark
    public HealthCheckResponse readinessCheckOf20() {
        return check.call();
    }
}
