package io.quarkiverse.sidecar.runtime.supervise;

import java.io.IOException;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.process.CommandNotExecutableException;

/** What to tell people of a launch that came to nothing. */
final class LaunchProblem {

    private static final Logger LOG = Logger.getLogger(LaunchProblem.class);

    private LaunchProblem() {
    }

    static Failure failure(Throwable problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        if (cause instanceof CommandNotExecutableException) {
            return Failures.notExecutable(cause.getMessage());
        }
        if (!(cause instanceof IOException)) {
            LOG.error("Launching a sidecar failed unexpectedly", cause);
        }
        return Failures.launchFailed(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
}
