package io.quarkiverse.sidecar.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

import io.quarkiverse.sidecar.runtime.config.DeclarationMapper;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;

/** Real sidecars as an application has them, declared by properties, without the application. */
public final class RealSidecars implements AutoCloseable {

    private final ScheduledExecutorService callbacks = Executors.newScheduledThreadPool(1);
    private final Vertx vertx = Vertx.vertx();
    private final Path state;
    private Fleet fleet;

    /** @param state the state folder, which is there */
    public RealSidecars(Path state) {
        this.state = state;
    }

    /**
     * Launches what those lines declare; in place of what was launched before, as a live reload does.
     *
     * @param settings each {@code key=value}, without {@code quarkus.sidecar.} in front
     */
    public SidecarRegistry launch(String... settings) {
        SidecarsRuntimeConfig config = config(settings);
        List<SidecarDeclaration> declarations = DeclarationMapper.of(config);
        Fleet.Surroundings surroundings = new Fleet.Surroundings(
                new Reclaimer(ProcessTable.ofThisMachine(), Optional.of(state)), event -> {
                }, UnaryOperator.identity(), new PortAssignments(), callbacks, vertx, Duration.ofSeconds(10));
        if (fleet == null) {
            fleet = new Fleet(declarations, surroundings);
        } else {
            fleet.detachFromApplication();
            fleet = fleet.nextGeneration(declarations, surroundings);
        }
        SidecarRegistry sidecars = new SidecarRegistry(fleet, config.enabled(), false);
        fleet.launch();
        return sidecars;
    }

    private static SidecarsRuntimeConfig config(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings) {
            // A name may have such a sign in it, a key has none.
            String[] parts = setting.split("(?<=\\.[a-z-]{1,40})=|(?<=^enabled)=", 2);
            properties.put("quarkus.sidecar." + parts[0], parts[1]);
        }
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SidecarsRuntimeConfig.class).withValidateUnknown(false).build()
                .getConfigMapping(SidecarsRuntimeConfig.class);
    }

    @Override
    public void close() {
        if (fleet != null) {
            fleet.shutDown();
        }
        callbacks.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
