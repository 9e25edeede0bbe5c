package io.quarkiverse.sidecar.runtime;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;

/** All sidecars of this run of the application. */
public final class SidecarRegistry implements Sidecars {

    private final Map<String, SidecarHandle> sidecars = new TreeMap<>();
    private final Fleet fleet;
    private final boolean liveReload;

    /** @param liveReload whether the fleet may outlast this run of the application */
    SidecarRegistry(Fleet fleet, boolean enabled, boolean liveReload) {
        this.fleet = fleet;
        this.liveReload = liveReload;
        fleet.declarations().forEach((name, declaration) -> {
            Optional<String> disabledBy = !enabled ? Optional.of("quarkus.sidecar.enabled")
                    : declaration.enabled() ? Optional.empty() : Optional.of(ConfigKeys.of(name, "enabled"));
            sidecars.put(name, new SidecarHandle(declaration, fleet, disabledBy));
        });
    }

    @Override
    public SidecarHandle get(String name) {
        SidecarHandle sidecar = sidecars.get(name);
        if (sidecar == null) {
            throw new NoSuchElementException("No sidecar '%s' is declared: %sset %s, or use one of %s".formatted(
                    name, SpellingSuggestions.didYouMean(name, sidecars.keySet()), ConfigKeys.of(name, "command"),
                    sidecars.keySet()));
        }
        return sidecar;
    }

    @Override
    public Optional<Sidecar> find(String name) {
        return Optional.ofNullable(sidecars.get(name));
    }

    @Override
    public List<Sidecar> all() {
        return List.copyOf(sidecars.values());
    }

    /** As {@link #all}, with what concerns this extension alone. */
    public List<SidecarHandle> managed() {
        return List.copyOf(sidecars.values());
    }

    void launch() {
        if (liveReload) {
            DevModeFleet.launch(fleet);
        } else {
            fleet.launch();
        }
    }

    void renewJobs() {
        fleet.renewJobs();
    }

    void awaitReady() {
        fleet.awaitReady();
    }

    void shutDown() {
        if (liveReload) {
            DevModeFleet.applicationEnds(fleet);
        } else {
            fleet.shutDown();
            ActualPortInterceptor.OF_THIS_RUN.forget();
        }
    }
}
