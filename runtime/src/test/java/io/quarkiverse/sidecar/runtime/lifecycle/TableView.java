package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Coverage;

/** The table for those who may not see it. */
public final class TableView {

    private TableView() {
    }

    /** Declared transitions that were never gone through. */
    public static List<String> notMetIn(Coverage coverage) {
        List<String> missing = new ArrayList<>();
        for (Phase from : Phase.values()) {
            for (InputKind input : InputKind.values()) {
                for (Phase to : Lifecycle.TABLE.cell(from, input).targets()) {
                    if (!coverage.met(from, input, to)) {
                        missing.add("%s x %s -> %s".formatted(from, input, to));
                    }
                }
            }
        }
        return missing;
    }
}
