package io.quarkiverse.sidecar.runtime.supervise;

import java.util.function.IntFunction;

import io.quarkiverse.sidecar.runtime.probe.HttpProbe;
import io.quarkiverse.sidecar.runtime.probe.Probe;
import io.quarkiverse.sidecar.runtime.probe.TcpProbe;
import io.vertx.core.Vertx;

/** The probe that a declaration asks for. A chosen port may change, so it is made for a port and kept until that changes. */
final class Probes implements IntFunction<Probe>, AutoCloseable {

    private final Vertx vertx;
    private final SidecarDeclaration declaration;
    private int port = -1;
    private Probe probe;

    Probes(Vertx vertx, SidecarDeclaration declaration) {
        this.vertx = vertx;
        this.declaration = declaration;
    }

    @Override
    public synchronized Probe apply(int wanted) {
        if (wanted != port) {
            close();
            port = wanted;
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
        port = -1;
    }

    private Probe make() {
        SidecarDeclaration.Health health = declaration.health();
        return health.path()
                .<Probe> map(path -> new HttpProbe(vertx, health.scheme(), declaration.host(), port, path, health.headers(),
                        health.timeout()))
                .orElseGet(() -> new TcpProbe(vertx, declaration.host(), port, health.timeout()));
    }
}
