package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.runtime.probe.CommandProbe;
import io.quarkiverse.sidecar.runtime.probe.ConnectFirstProbe;
import io.quarkiverse.sidecar.runtime.probe.HttpProbe;
import io.quarkiverse.sidecar.runtime.probe.Probe;
import io.quarkiverse.sidecar.runtime.probe.ProbeResult;
import io.quarkiverse.sidecar.runtime.probe.TcpProbe;
import io.vertx.core.Vertx;

/** The probe that a declaration asks for. A chosen port may change, so it is made for a port and kept until that changes. */
public final class ProbeFactory implements IntFunction<Probe>, AutoCloseable {

    /** For a sidecar of which nothing is wanted but a line of its output. */
    private static final Probe ALIVE = () -> CompletableFuture.completedFuture(new ProbeResult(true, "alive"));

    private final Supplier<Vertx> vertx;
    private final SidecarDeclaration declaration;
    private final CompletableFuture<ProcessServices> services;
    private final Executor workers;
    private int port = -1;
    private Vertx asker;
    private Probe probe;

    /**
     * @param vertx of the application that there is at the moment; another one has another probe
     * @param services from where a command is launched, once they are in place
     */
    public ProbeFactory(Supplier<Vertx> vertx, SidecarDeclaration declaration, CompletableFuture<ProcessServices> services,
            Executor workers) {
        this.vertx = vertx;
        this.declaration = declaration;
        this.services = services;
        this.workers = workers;
    }

    /** @param wanted the port to ask at; 0 when it has none */
    @Override
    public synchronized Probe apply(int wanted) {
        Vertx current = vertx.get();
        if (wanted != port || current != asker) {
            close();
            port = wanted;
            asker = current;
            probe = make();
        }
        return probe;
    }

    @Override
    public synchronized void close() {
        if (probe instanceof AutoCloseable held) {
            try {
                held.close();
            } catch (Exception e) {
                throw new IllegalStateException("Closing the probe of " + declaration, e);
            }
        }
        probe = null;
        asker = null;
        port = -1;
    }

    private Probe make() {
        SidecarDeclaration.Health health = declaration.health();
        if (health.path().isPresent()) {
            return ConnectFirstProbe.at(declaration.host(), port,
                    new HttpProbe(asker, health.scheme(), declaration.host(), port,
                            health.path().get(), health.headers(), health.timeout()));
        }
        if (!health.command().isEmpty()) {
            OptionalInt itsPort = declaration.port().orElse(0) > 0 ? declaration.port()
                    : port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
            return new CommandProbe(services.thenApply(ProcessServices::launcher),
                    ProcessSpecs.ofHealth(declaration, System.getenv(), itsPort), health.timeout(), workers);
        }
        return port == 0 ? ALIVE
                : ConnectFirstProbe.at(declaration.host(), port,
                        new TcpProbe(asker, declaration.host(), port, health.timeout()));
    }
}
