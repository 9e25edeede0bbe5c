package io.quarkiverse.sidecar.runtime.process;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces.LastSeen;
import io.quarkiverse.sidecar.runtime.process.TreeMembership.Proof;

/**
 * A launch's main process and all its descendants, daemons included, as far as they are proved to be owned. It remembers what
 * it has proved. Safe for use by any thread.
 */
public final class ProcessTree {

    private final ProcessTable table;
    private final ProcessIdentity main;
    private final LaunchMarker marker;
    private final boolean ledSession;
    private final LastSeen lastSeen;
    private final CompletableFuture<?> mainExit;
    private final boolean claimsThisJvm;

    private final LaunchTraces traces;

    private Map<Long, ProcessEntry> captured = Map.of();

    /** @param mainExit completes when the main process has ended; null when it is not our child */
    public ProcessTree(ProcessTable table, ProcessIdentity main, LaunchMarker marker, boolean ledSession,
            LaunchTraces traces, LastSeen lastSeen, CompletableFuture<?> mainExit) {
        this.table = table;
        this.main = main;
        this.marker = marker;
        this.ledSession = ledSession;
        this.traces = traces;
        this.lastSeen = lastSeen;
        this.mainExit = mainExit;
        this.claimsThisJvm = marker.carriedBy(System.getenv());
    }

    /**
     * The tree of a process that is not our child.
     *
     * @param main its main process; a pid or start of 0 when only the claim is known
     * @param marker what the environment of its processes carries
     * @param ledSession true when the main process was started as the leader of its own session
     * @param traces what else its processes can be recognized by
     */
    public static ProcessTree of(ProcessTable table, ProcessIdentity main, LaunchMarker marker,
            boolean ledSession, LaunchTraces traces) {
        return new ProcessTree(table, main, marker, ledSession, traces,
                new LastSeen(Math.max(main.startTicks(), traces.lastSeenTicks())), null);
    }

    /**
     * The living processes that are proved to be ours at this moment. Reads the process table: a few milliseconds.
     */
    public Set<Long> members() {
        return scan(false).living().stream().map(ProcessEntry::pid).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of its living processes that were proved before. Reads one file for each: microseconds. */
    public synchronized Set<Long> knownMembers() {
        return captured.values().stream().filter(entry -> now(entry).isPresent()).map(ProcessEntry::pid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Takes note of the children that those it knows have had since. To be called now and then while the main process lives:
     * once that has crashed, nothing proves a descendant ours that left the session and wrote over its environment, as a
     * worker of PostgreSQL does. Reads a few files for each member, not the process table: far less than a millisecond.
     */
    public synchronized void recordChildren() {
        long before = table.ticks();
        Map<Long, ProcessEntry> known = new LinkedHashMap<>();
        Deque<ProcessEntry> parents = new ArrayDeque<>(captured.values());
        table.find(main.pid()).filter(main::is).ifPresent(parents::addFirst);
        while (!parents.isEmpty()) {
            ProcessEntry parent = parents.remove();
            if (now(parent).isPresent() && known.putIfAbsent(parent.pid(), parent) == null) {
                parents.addAll(childrenOf(parent));
            }
        }
        captured = known;
        if (mainHeld()) {
            lastSeen.at(before);
            known.values().forEach(entry -> lastSeen.at(entry.startTicks()));
        }
    }

    /** What the launch can be recognized by as of the last look at it. */
    public synchronized LaunchTraces traces() {
        return traces.seen(lastSeen.ticks(), captured.values().stream().filter(entry -> !main.is(entry))
                .collect(Collectors.toUnmodifiableMap(ProcessEntry::pid, ProcessEntry::startTicks)));
    }

    /** How its known processes can be recognized by a process that knows the launch and not this tree. */
    public record Recognition(boolean all, boolean allGrouped) {
    }

    public Recognition recognition() {
        List<ProcessEntry> known;
        synchronized (this) {
            known = List.copyOf(captured.values());
        }
        Set<Long> grouped = grouped();
        List<ProcessEntry> outside = known.stream().flatMap(entry -> now(entry).stream())
                .filter(entry -> !grouped.contains(entry.pid()) && now(entry).isPresent()).toList();
        return new Recognition(outside.stream().allMatch(this::recognizable), outside.isEmpty());
    }

    private boolean recognizable(ProcessEntry entry) {
        return ledSession && entry.session() == main.pid()
                || !Collections.disjoint(table.outputPipes(entry.pid()), traces.outputPipes())
                || table.environment(entry.pid()).filter(marker::carriedBy).isPresent() || now(entry).isEmpty();
    }

    /** Only if the parent is still that process after the child was seen to name it. */
    private List<ProcessEntry> childrenOf(ProcessEntry parent) {
        List<ProcessEntry> children = table.children(parent.pid()).stream().flatMap(pid -> table.find(pid).stream())
                .filter(child -> child.parent() == parent.pid() && child.startTicks() >= parent.startTicks()).toList();
        return now(parent).isPresent() ? children : List.of();
    }

    ProcessTable table() {
        return table;
    }

    /** Completes when the main process has ended; null when it is not our child. */
    CompletableFuture<?> mainExit() {
        return mainExit;
    }

    ProcessIdentity main() {
        return main;
    }

    /** Kills all members of the launch's control group, if it has one, including processes that are being forked there. */
    public void killControlGroup() {
        traces.controlGroup().filter(group -> !holdsThisJvm(group.members())).ifPresent(ControlGroup::kill);
    }

    /**
     * One look at the tree.
     *
     * @param living its living members, the main process first
     * @param complete true when no process can have been missed: if there are none now, there never will be any again
     */
    record Look(List<ProcessEntry> living, boolean complete) {
    }

    /**
     * As {@link #scan}, for termination: while the control group has a member, no other process is searched for.
     */
    synchronized Look scanForTermination(boolean patient) {
        List<ProcessEntry> grouped = grouped().stream().flatMap(pid -> table.find(pid).stream())
                .filter(entry -> !entry.zombie() && entry.startTicks() >= main.startTicks()).toList();
        // The list was read before the process: whose number was given away since must still be in it.
        Set<Long> still = grouped.isEmpty() ? Set.of() : grouped();
        List<ProcessEntry> living = mainFirst(grouped.stream().filter(entry -> still.contains(entry.pid())).toList());
        return living.isEmpty() || holdsThisJvm(still) ? scan(patient) : new Look(living, false);
    }

    /** An application can be started from within what an earlier run left. */
    private static boolean holdsThisJvm(Set<Long> members) {
        return Stream.iterate(Optional.of(ProcessHandle.current()), Optional::isPresent, it -> it.get().parent())
                .anyMatch(it -> members.contains(it.get().pid()));
    }

    private Set<Long> grouped() {
        return traces.controlGroup().map(ControlGroup::members).orElse(Set.of());
    }

    private List<ProcessEntry> mainFirst(Collection<ProcessEntry> entries) {
        return entries.stream().sorted((one, other) -> Boolean.compare(main.is(other), main.is(one))).toList();
    }

    /** @param patient whether it may take some milliseconds longer, to look together with others */
    synchronized Look scan(boolean patient) {
        // Until its end is told, it is not known how long it has lived, and so who was born in its session.
        boolean mainsEndKnown = mainExit == null || mainExit.isDone();
        ProcessSnapshot snapshot = patient ? table.snapshotWithOthers() : table.snapshot();
        Set<Long> grouped = grouped();
        boolean mainHeld = mainHeld();
        if (mainHeld) {
            snapshot.entries().forEach(entry -> lastSeen.at(entry.startTicks()));
        }
        TreeMembership membership = new TreeMembership(main, ledSession, mainHeld, mainHeld, lastSeen.ticks(),
                protectedPids(snapshot),
                evidence(snapshot, grouped));
        Map<ProcessEntry, Proof> judged = membership.classify(snapshot.entries());
        if (ledSession && !mainHeld && judged.keySet().stream().anyMatch(this::holdsSession)) {
            judged = membership.withSessionHeld().classify(snapshot.entries());
        }
        captured = recheck(judged);
        List<ProcessEntry> living = mainFirst(captured.values());
        boolean complete = snapshot.complete() && traces.controlGroup().map(ControlGroup::empty).orElse(true);
        return new Look(living, mainsEndKnown && judged.isEmpty() && complete);
    }

    /** A zombie that is not our child may be removed at any moment, and its number be given to another process. */
    private boolean mainHeld() {
        return table.find(main.pid()).filter(main::is).filter(entry -> mainExit != null || !entry.zombie()).isPresent();
    }

    /** As long as one of ours is in the session, its number is given to no other process. */
    private boolean holdsSession(ProcessEntry ours) {
        return ours.session() == main.pid() && now(ours).filter(now -> now.session() == main.pid()).isPresent();
    }

    private TreeMembership.Evidence evidence(ProcessSnapshot snapshot, Set<Long> grouped) {
        return new TreeMembership.Evidence() {

            @Override
            public boolean captured(ProcessEntry entry) {
                return isCaptured(entry) || traces.noted(entry) && !carriesOtherClaim(entry);
            }

            @Override
            public boolean carriesClaim(ProcessEntry entry) {
                return snapshot.carries(entry, marker);
            }

            @Override
            public boolean carriesOtherClaim(ProcessEntry entry) {
                return snapshot.carriesOther(entry, marker);
            }

            @Override
            public boolean writesIntoPipes(ProcessEntry entry) {
                return !traces.outputPipes().isEmpty()
                        && !Collections.disjoint(snapshot.outputPipes(entry), traces.outputPipes());
            }

            @Override
            public boolean inControlGroup(ProcessEntry entry) {
                return grouped.contains(entry.pid());
            }
        };
    }

    private boolean isCaptured(ProcessEntry entry) {
        ProcessEntry known = captured.get(entry.pid());
        return known != null && known.sameProcess(entry);
    }

    /**
     * Looks again. A snapshot is read row by row, and a number can be used again between two rows: a child of a proved process
     * is one only if the parent is still that process <em>after</em> the child was seen to name it. And who is listed in the
     * control group after the snapshot is the process of the snapshot if that lives on.
     */
    private Map<Long, ProcessEntry> recheck(Map<ProcessEntry, Proof> judged) {
        Map<Long, ProcessEntry> confirmed = new LinkedHashMap<>();
        judged.forEach((entry, proof) -> {
            if (proof == Proof.CONTROL_GROUP ? now(entry).isPresent()
                    : proof != Proof.DESCENT
                            || now(entry).filter(child -> child.parent() == entry.parent()).isPresent()
                                    && Optional.ofNullable(confirmed.get(entry.parent())).flatMap(this::now).isPresent()) {
                confirmed.put(entry.pid(), entry);
            }
        });
        return confirmed;
    }

    private Optional<ProcessEntry> now(ProcessEntry entry) {
        return table.find(entry.pid()).filter(now -> now.sameProcess(entry) && !now.zombie());
    }

    private Set<Long> protectedPids(ProcessSnapshot snapshot) {
        if (!claimsThisJvm) {
            return snapshot.lineage();
        }
        // The claim that this JVM carries itself proves nothing about its other children: they all inherit it.
        Set<Long> protectedPids = TreeMembership.descendantsOf(snapshot.entries(), ProcessHandle.current().pid());
        protectedPids.addAll(snapshot.lineage());
        return protectedPids;
    }
}
