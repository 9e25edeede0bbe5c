package io.quarkiverse.sidecar.it.monitor;

import java.time.Instant;

/**
 * One thing that an agent reported.
 *
 * @param number 1, 2, 3 … in the order of arrival
 * @param body the text as it was sent
 */
record Event(int number, Instant at, String body) {

    private static final int SUMMARY_LENGTH = 120;

    String json() {
        return "{\"number\":" + number + ",\"at\":" + Json.string(at.toString()) + ",\"body\":" + Json.string(body) + "}";
    }

    /** The body as one line: quoted, and cut when it is long. */
    String summary() {
        return Json.string(body.length() <= SUMMARY_LENGTH ? body : body.substring(0, SUMMARY_LENGTH) + "…");
    }
}
