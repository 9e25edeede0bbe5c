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
 * @param failedPolls failed polls in a row, while READY
 * @param lastDetail what the last probe that did not pass saw
 * @param exit how the main process ended
 */
public record Run(OptionalLong pid, Set<Protection> protections, long launchedAt, OptionalLong answeringSince,
        int failedPolls, String lastDetail, Optional<SidecarExit> exit) {

    static final Run NONE = new Run(OptionalLong.empty(), Set.of(), 0, OptionalLong.empty(), 0, "nothing yet",
            Optional.empty());

    static Run launched(OptionalLong pid, Set<Protection> protections, long now) {
        return new Run(pid, Set.copyOf(protections), now, OptionalLong.empty(), 0, "nothing yet",
                Optional.empty());
    }

    Run proved() {
        if (protections.contains(Protection.VERIFIED_LISTENER)) {
            return this;
        }
        Set<Protection> more = EnumSet.of(Protection.VERIFIED_LISTENER);
        more.addAll(protections);
        return new Run(pid, Set.copyOf(more), launchedAt, answeringSince, failedPolls, lastDetail, exit);
    }

    Run answering(long now) {
        OptionalLong since = answeringSince.isPresent() ? answeringSince : OptionalLong.of(now);
        return new Run(pid, protections, launchedAt, since, 0, lastDetail, exit);
    }

    Run silent(String detail) {
        return new Run(pid, protections, launchedAt, OptionalLong.empty(), failedPolls + 1, detail, exit);
    }

    Run ready() {
        return new Run(pid, protections, launchedAt, answeringSince, 0, lastDetail, exit);
    }

    Run exited(SidecarExit how) {
        return new Run(OptionalLong.empty(), protections, launchedAt, answeringSince, failedPolls, lastDetail,
                Optional.of(how));
    }
}
