package io.quarkiverse.sidecar.runtime.output;

import java.util.Objects;

/**
 * How a sidecar's output is logged.
 *
 * @param stdout the level of its standard output
 * @param stderr the level of its standard error
 */
public record OutputRules(OutputLevel stdout, OutputLevel stderr) {

    public OutputRules {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }
}
