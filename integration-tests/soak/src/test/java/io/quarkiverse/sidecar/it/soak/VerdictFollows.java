package io.quarkiverse.sidecar.it.soak;

import java.util.List;
import java.util.Set;

/** The document as a whole is up exactly when, in the same document, every required sidecar is ready or completed. */
final class VerdictFollows implements Check {

    private final Set<String> required;

    VerdictFollows(Set<String> required) {
        this.required = required;
    }

    @Override
    public String invariant() {
        return "the verdict follows from the sidecars";
    }

    @Override
    public List<String> look(Sample sample) {
        return sample.readiness().filter(document -> document.up() != allWell(document))
                .map(document -> (document.up() ? "UP" : "DOWN") + " with " + document.sidecars()).stream().toList();
    }

    private boolean allWell(Readiness document) {
        return required.stream().map(document.sidecars()::get)
                .allMatch(sidecar -> sidecar != null && (sidecar.ready() || sidecar.state().equals("COMPLETED")));
    }
}
