package io.quarkiverse.sidecar.runtime.launch;

import org.jboss.logging.Logger;

/**
 * The application as process 1 of a container. Every process there whose parent has ended becomes its child, and a JVM takes
 * note of the end of none but those it launched.
 */
final class ProcessOne {

    private static final Logger LOG = Logger.getLogger(ProcessOne.class);

    private ProcessOne() {
    }

    /** Says what that means, if it is so. */
    static void logIf(boolean processOne) {
        if (processOne) {
            LOG.info(
                    "This application is process 1 of its container: what descends from a sidecar, and outlives its own parent, stays"
                            + " in the process table as a zombie once it has ended. For sidecars that start processes of their own put an"
                            + " init in front of the application, for example 'docker run --init' or tini.");
        }
    }
}
