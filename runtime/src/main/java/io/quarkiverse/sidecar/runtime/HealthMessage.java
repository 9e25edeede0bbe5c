package io.quarkiverse.sidecar.runtime;

import java.util.regex.Pattern;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.SidecarFailure;

/** What readiness says of a failure to those who may see it and nothing else of the application. Pure. */
final class HealthMessage {

    private static final Pattern OUTPUT = Pattern.compile(" Its output says: \".*\"\\.|: \".*\"");

    private HealthMessage() {
    }

    /** The message without command lines of other processes, and without quoted output. */
    static String summary(SidecarFailure failure) {
        String message = failure.message();
        if (failure.reason() == FailureReason.DEPENDENCY_FAILED) {
            // What follows is the message of another failure.
            int end = message.indexOf("): ");
            return end < 0 ? message : message.substring(0, end) + ").";
        }
        String withoutCommands = failure.holder()
                .map(holder -> message.replace(holder.describe(), name(holder))).orElse(message);
        return OUTPUT.matcher(withoutCommands).replaceAll("");
    }

    private static String name(PortHolder holder) {
        return holder.pid().isPresent() ? "pid " + holder.pid().getAsLong() : "another process";
    }
}
