package io.quarkiverse.sidecar.runtime.lifecycle.simulation;

import io.quarkiverse.sidecar.runtime.lifecycle.InputKind;

/** Whether users want the sidecar up, by what they asked for last. After a shutdown nobody does. */
final class Wish {

    private boolean up;
    private boolean shutDown;

    void note(Observed step) {
        shutDown |= step.is(InputKind.SHUTDOWN);
        if (step.is(InputKind.START) || step.is(InputKind.RESTART)) {
            up = !shutDown;
        } else if (step.is(InputKind.STOP) || step.is(InputKind.SHUTDOWN)) {
            up = false;
        }
    }

    boolean isUp() {
        return up;
    }
}
