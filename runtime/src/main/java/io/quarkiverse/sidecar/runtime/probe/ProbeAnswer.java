package io.quarkiverse.sidecar.runtime.probe;

import java.util.Objects;

/**
 * What a probe saw.
 *
 * @param passed whether the sidecar is well
 * @param detail for people: {@code HTTP 503}, {@code connection refused}, {@code no answer within 2s}
 */
public record ProbeAnswer(boolean passed, String detail) {

    /** Nobody listens. */
    static final ProbeAnswer REFUSED = failed("connection refused");

    public ProbeAnswer {
        Objects.requireNonNull(detail, "detail");
    }

    static ProbeAnswer passed(String detail) {
        return new ProbeAnswer(true, detail);
    }

    static ProbeAnswer failed(String detail) {
        return new ProbeAnswer(false, detail);
    }
}
