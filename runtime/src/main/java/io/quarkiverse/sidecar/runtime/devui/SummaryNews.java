package io.quarkiverse.sidecar.runtime.devui;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.Sidecars;

/** How many sidecars are ready, when that has changed. For one viewer. */
final class SummaryNews implements Supplier<Optional<String>> {

    private final Sidecars sidecars;
    private String shown;

    SummaryNews(Sidecars sidecars) {
        this.sidecars = sidecars;
    }

    @Override
    public Optional<String> get() {
        List<Sidecar> all = sidecars.all();
        long ready = all.stream().filter(sidecar -> sidecar.status().ready()).count();
        String now = all.isEmpty() ? "none declared" : ready + " of " + all.size() + " ready";
        if (now.equals(shown)) {
            return Optional.empty();
        }
        shown = now;
        return Optional.of(now);
    }
}
