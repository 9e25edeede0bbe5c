package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.Input.Request;
import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;

/** What users ask for. */
final class Requests {

    static final Request START = new Request(InputKind.START);
    static final Request STOP = new Request(InputKind.STOP);
    static final Request RESTART = new Request(InputKind.RESTART);
    static final Request SHUTDOWN = new Request(InputKind.SHUTDOWN);

    private Requests() {
    }
}
