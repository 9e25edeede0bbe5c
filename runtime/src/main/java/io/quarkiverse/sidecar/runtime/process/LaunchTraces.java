package io.quarkiverse.sidecar.runtime.process;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;

/**
 * What the processes of a launch can be recognized by when they have written over their environment, as servers do that change
 * their title.
 *
 * @param outputPipes the inode numbers of the pipes that were made for its standard output and standard error
 * @param controlGroup the control group that was made for it
 * @param lastSeenTicks when its main process was last seen alive, in start ticks; 0 for at its start
 * @param descendants its descendants then: process id and start ticks
 */
public record LaunchTraces(Set<Long> outputPipes, Optional<ControlGroup> controlGroup, long lastSeenTicks,
        Map<Long, Long> descendants) {

    /** For a launch of which nothing but its environment tells. */
    public static final LaunchTraces NONE = new LaunchTraces(Set.of(), Optional.empty(), 0, Map.of());

    public LaunchTraces {
        outputPipes = Set.copyOf(outputPipes);
        descendants = Map.copyOf(descendants);
    }

    /** Without a control group that does not exist any more. */
    public LaunchTraces existing() {
        return new LaunchTraces(outputPipes, controlGroup.filter(ControlGroup::exists), lastSeenTicks, descendants);
    }

    /** True when the output of that process, or its control group, shows now that it is one of the launch. */
    public boolean shownBy(long pid, ProcessTable table) {
        return !Collections.disjoint(table.outputPipes(pid), outputPipes)
                || controlGroup.filter(group -> group.members().contains(pid)).isPresent();
    }

    /** As it was seen later. */
    LaunchTraces seen(long ticks, Map<Long, Long> then) {
        return new LaunchTraces(outputPipes, controlGroup, ticks, then);
    }

    boolean noted(ProcessEntry entry) {
        Long startTicks = descendants.get(entry.pid());
        return startTicks != null && startTicks == entry.startTicks();
    }

    /**
     * Until when the main process is known to have been alive, in start ticks: a process of its session that started before
     * that inherited the session from it. Errs on the early side only, but for the instant between its exit and the news of it.
     */
    public static final class LastSeen {

        private long ticks;

        public LastSeen(long startTicks) {
            this.ticks = startTicks;
        }

        /** It was alive when a process with these start ticks started, or ended at that very moment. */
        public synchronized void at(long seen) {
            ticks = Math.max(ticks, seen);
        }

        synchronized long ticks() {
            return ticks;
        }
    }
}
