package io.quarkiverse.sidecar.runtime.output;

import java.util.Objects;

/**
 * How a sidecar's output is logged.
 *
 * @param stdout the level of its standard output
 * @param stderr the level of its standard error
 */
public record OutputLevels(OutputLevel stdout, OutputLevel stderr) {

    public OutputLevels {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }
}
