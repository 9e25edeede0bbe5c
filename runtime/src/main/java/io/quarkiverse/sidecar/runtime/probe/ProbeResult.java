package io.quarkiverse.sidecar.runtime.probe;

import java.util.Objects;

/**
 * What a probe saw.
 *
 * @param passed whether the sidecar is well
 * @param detail for people: {@code HTTP 503}, {@code connection refused}, {@code no answer within 2s}
 */
public record ProbeResult(boolean passed, String detail) {

    /** What a stranger or a command says may be long, and stands in log, health data and events. */
    private static final int LONGEST = 250;

    /** Nobody listens. */
    static final ProbeResult REFUSED = failed("connection refused");

    public ProbeResult {
        Objects.requireNonNull(detail, "detail");
        detail = detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST - 1) + "…";
    }

    static ProbeResult passed(String detail) {
        return new ProbeResult(true, detail);
    }

    static ProbeResult failed(String detail) {
        return new ProbeResult(false, detail);
    }
}
