package io.quarkiverse.sidecar.runtime.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which processes of a snapshot are owned. Pure: evidence that needs a read is requested through {@link Evidence}, and
 * only for processes that nothing cheaper has decided.
 *
 * @param main the main process
 * @param ledSession true when the main process was started as the leader of a session of its own
 * @param mainHeld true when the main process still held its pid, dead or alive, <em>after</em> the snapshot was taken: no
 *        entry in it can then belong to a later process of the same number
 * @param sessionHeld true when that, or a member of its session that is proved, held the session's number after the snapshot
 *        was taken
 * @param lastSeenTicks when the main process was last known to be alive
 * @param protectedPids pids that are never ours: this JVM, its ancestors
 */
record TreeMembership(ProcessIdentity main, boolean ledSession, boolean mainHeld, boolean sessionHeld, long lastSeenTicks,
        Set<Long> protectedPids, Evidence evidence) {

    /** What is known of one process, or can be read. */
    interface Evidence {

        /** It was proved before. */
        boolean captured(ProcessEntry entry);

        /** Its environment carries the launch's claim. */
        boolean carriesClaim(ProcessEntry entry);

        /** Its environment carries a claim, and not that of the launch. */
        default boolean carriesOtherClaim(ProcessEntry entry) {
            return false;
        }

        /** Its standard output or error is a pipe that was made for the launch. */
        default boolean writesIntoPipes(ProcessEntry entry) {
            return false;
        }

        /** It is in the control group that was made for the launch. */
        default boolean inControlGroup(ProcessEntry entry) {
            return false;
        }
    }

    TreeMembership withSessionHeld() {
        return new TreeMembership(main, ledSession, mainHeld, true, lastSeenTicks, protectedPids, evidence);
    }

    /** The living processes of the snapshot that are ours, each with its proof. */
    Map<ProcessEntry, Proof> classify(List<ProcessEntry> snapshot) {
        List<ProcessEntry> candidates = snapshot.stream().filter(this::possible).toList();
        Map<Long, List<ProcessEntry>> children = candidates.stream().collect(Collectors.groupingBy(ProcessEntry::parent));
        boolean leadsGroup = mainHeld && snapshot.stream().anyMatch(entry -> main.is(entry) && entry.group() == main.pid());
        // A number that went to another process was free then: the session that the main led had no member any more.
        boolean recycled = snapshot.stream().anyMatch(entry -> entry.pid() == main.pid() && !main.is(entry));
        Map<ProcessEntry, Proof> ours = new LinkedHashMap<>();
        prove(candidates, children, ours, entry -> main.is(entry) ? Proof.MAIN
                : evidence.captured(entry) ? Proof.CAPTURED
                        : evidence.inControlGroup(entry) ? Proof.CONTROL_GROUP
                                : !recycled && inSession(entry) && (mainHeld || !evidence.carriesOtherClaim(entry))
                                        ? Proof.SESSION
                                        : leadsGroup && entry.group() == main.pid() ? Proof.GROUP : null);
        prove(candidates, children, ours, entry -> evidence.carriesClaim(entry) ? Proof.TOKEN
                : !evidence.carriesOtherClaim(entry) && evidence.writesIntoPipes(entry) ? Proof.OUTPUT : null);
        return ours;
    }

    /** A process and all its ancestors, as far as they can be seen. */
    static Set<Long> ancestorsOf(List<ProcessEntry> snapshot, long pid) {
        Map<Long, Long> parents = snapshot.stream()
                .collect(Collectors.toMap(ProcessEntry::pid, ProcessEntry::parent, (first, second) -> first));
        Set<Long> lineage = new HashSet<>();
        Long next = pid;
        while (next != null && lineage.add(next)) {
            next = parents.get(next);
        }
        return lineage;
    }

    /** A process and all its descendants, as far as they can be seen. */
    static Set<Long> descendantsOf(List<ProcessEntry> snapshot, long pid) {
        Map<Long, List<ProcessEntry>> children = snapshot.stream().collect(Collectors.groupingBy(ProcessEntry::parent));
        Set<Long> offspring = new HashSet<>();
        Deque<Long> parents = new ArrayDeque<>(List.of(pid));
        while (!parents.isEmpty()) {
            long parent = parents.remove();
            if (offspring.add(parent)) {
                children.getOrDefault(parent, List.of()).forEach(child -> parents.add(child.pid()));
            }
        }
        return offspring;
    }

    private boolean possible(ProcessEntry entry) {
        return !entry.zombie() && ProcessIdentity.ordinaryPid(entry.pid()) && entry.startTicks() >= main.startTicks()
                && !protectedPids.contains(entry.pid());
    }

    /**
     * A session's number is inherited by fork alone, and given to no other process while the session has a member. So who was
     * born into it while the main process lived is ours, and as long as one of those lives, every member is.
     */
    private boolean inSession(ProcessEntry entry) {
        return ledSession && ProcessIdentity.ordinaryPid(main.pid()) && main.startTicks() > 0
                && entry.session() == main.pid() && entry.pid() != main.pid()
                && (sessionHeld || entry.startTicks() <= lastSeenTicks);
    }

    private static void prove(List<ProcessEntry> candidates, Map<Long, List<ProcessEntry>> children,
            Map<ProcessEntry, Proof> ours, Function<ProcessEntry, Proof> proof) {
        Deque<ProcessEntry> parents = new ArrayDeque<>();
        for (ProcessEntry entry : candidates) {
            Proof found = ours.containsKey(entry) ? null : proof.apply(entry);
            if (found != null) {
                ours.put(entry, found);
                parents.add(entry);
            }
        }
        while (!parents.isEmpty()) {
            ProcessEntry parent = parents.remove();
            for (ProcessEntry child : children.getOrDefault(parent.pid(), List.of())) {
                // A child older than its parent has another parent: the number was used again while we looked.
                if (child.startTicks() >= parent.startTicks() && ours.putIfAbsent(child, Proof.DESCENT) == null) {
                    parents.add(child);
                }
            }
        }
    }

    /** Why a process counts as ours. */
    enum Proof {

        /** It is the main process: same pid, same start. */
        MAIN,

        /** It was proved before, and is still the same process. */
        CAPTURED,

        /** It is in the control group that was made for the launch. */
        CONTROL_GROUP,
        /** It is in the session that the main process leads or led. */
        SESSION,

        /** It is in the group that the main process leads. */
        GROUP,

        /** Its environment carries the launch's claim. */
        TOKEN,
        /** Its standard output or error is a pipe that was made for the launch. */
        OUTPUT,

        /** A process that is proved and alive is its parent. */
        DESCENT
    }
}
