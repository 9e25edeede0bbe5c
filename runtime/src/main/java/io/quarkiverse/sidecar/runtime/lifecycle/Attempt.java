package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;

/**
 * What is known of the present attempt. Immutable; a new attempt begins with {@link #NONE}.
 *
 * @param pid the main process, while it is alive and ours
 * @param protections in force
 * @param launchedAt when the process was launched; nanoseconds
 * @param answeringSince since when it answers without a proof that it is the one that answers; nanoseconds
 * @param wasReady whether this attempt has been READY
 * @param failedPolls failed polls in a row, while READY
 * @param lastDetail what the last probe that did not pass saw
 * @param exit how the main process ended
 */
public record Attempt(OptionalLong pid, Set<Protection> protections, long launchedAt, OptionalLong answeringSince,
        boolean wasReady, int failedPolls, String lastDetail, Optional<SidecarExit> exit) {

    static final Attempt NONE = new Attempt(OptionalLong.empty(), Set.of(), 0, OptionalLong.empty(), false, 0, "nothing yet",
            Optional.empty());

    static Attempt launched(OptionalLong pid, Set<Protection> protections, long now) {
        return new Attempt(pid, Set.copyOf(protections), now, OptionalLong.empty(), false, 0, "nothing yet",
                Optional.empty());
    }

    Attempt verified() {
        if (protections.contains(Protection.VERIFIED_LISTENER)) {
            return this;
        }
        Set<Protection> more = EnumSet.of(Protection.VERIFIED_LISTENER);
        more.addAll(protections);
        return new Attempt(pid, Set.copyOf(more), launchedAt, answeringSince, wasReady, failedPolls, lastDetail, exit);
    }

    Attempt unverifiedSince(long now) {
        OptionalLong since = answeringSince.isPresent() ? answeringSince : OptionalLong.of(now);
        return new Attempt(pid, protections, launchedAt, since, wasReady, 0, lastDetail, exit);
    }

    Attempt probeFailed(String detail) {
        return new Attempt(pid, protections, launchedAt, OptionalLong.empty(), wasReady, failedPolls + 1, detail, exit);
    }

    Attempt ready() {
        return new Attempt(pid, protections, launchedAt, answeringSince, true, 0, lastDetail, exit);
    }

    /** @param ready whether it was ready before */
    Attempt exited(SidecarExit how, boolean ready) {
        return new Attempt(OptionalLong.empty(), protections, launchedAt, answeringSince, ready, failedPolls, lastDetail,
                Optional.of(how));
    }
}
