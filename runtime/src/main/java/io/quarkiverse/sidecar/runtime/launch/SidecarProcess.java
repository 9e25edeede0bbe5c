package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces.LastSeen;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.Signal;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.TreeTermination;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.EndReport;

/** One launch of a sidecar: its main process and what descends from it. Safe for use by any thread. */
public final class SidecarProcess {

    private final ProcessTable table;
    private final Process process;
    private final SignalSender signals;
    private final ProcessIdentity identity;
    private final LaunchMarker marker;
    private final Set<Protection> protections;
    private final LastSeen lastSeen;
    private final boolean leadsSession;
    private final Guard guard;
    private volatile boolean changedUser;
    private volatile ProcessTree.Recognition recognition = new ProcessTree.Recognition(true, true);
    private Map<Long, Long> noted = Map.of();
    private boolean released;
    private final ExitWatcher exit;
    private final ProcessTree tree;
    private final TreeTermination termination;

    SidecarProcess(ProcessTable table, SignalSender signals, Guard guard, Process process, ProcessIdentity identity,
            LaunchMarker marker,
            boolean leadsSession, LaunchTraces traces, Set<Protection> protections) {
        this.table = table;
        this.process = process;
        this.signals = signals;
        this.identity = identity;
        this.marker = marker;
        this.guard = guard;
        this.leadsSession = leadsSession;
        this.protections = Set.copyOf(protections);
        this.lastSeen = new LastSeen(identity.startTicks());
        // Its number is free from the exit on, but numbers go round: none is given again in the instant until it is told.
        this.exit = new ExitWatcher(process, () -> lastSeen.at(table.ticks()));
        this.tree = new ProcessTree(table, identity, marker, leadsSession, traces, lastSeen, exit.exit());
        this.termination = new TreeTermination(tree, signals);
    }

    /** The main process. */
    public long pid() {
        return identity.pid();
    }

    public ProcessIdentity identity() {
        return identity;
    }

    /** The launch's token. */
    public String token() {
        return marker.token();
    }

    /** Its standard output. Must be read to the end: a full pipe blocks the process at 64 KiB. */
    public InputStream stdout() {
        return process.getInputStream();
    }

    /** Its standard error. Must be read to the end: a full pipe blocks the process at 64 KiB. */
    public InputStream stderr() {
        return process.getErrorStream();
    }

    /**
     * Completes when the main process has ended: in that instant when somebody is in {@link #awaitExit}, else within 50 ms. The
     * thread may be to tell of other exits, too: continue with the {@code Async} methods whatever takes time. Each call
     * returns its own future.
     */
    public CompletableFuture<SidecarExit> onExit() {
        return exit.exit().copy();
    }

    /** Blocks until the main process has ended. For a thread that has nothing else to do: so the exit is told at once. */
    public void awaitExit() {
        exit.await();
    }

    /**
     * Sends its main process a signal, after proving that it is still this very process. Its descendants are left to whoever
     * ends the tree. Blocks shortly.
     *
     * @return false when it has ended, or could not be signalled
     */
    public boolean send(Signal signal) {
        return signals.send(identity, signal);
    }

    /** True when its main process has ended, also before that is reported. Reads the process table. */
    public boolean ended() {
        return exit.exit().isDone() || table.find(pid()).filter(entry -> !entry.zombie()).isEmpty();
    }

    /** True when its main process is stopped (SIGSTOP): the kernel accepts connections for it, but it never answers. */
    public boolean stopped() {
        return table.stopped(pid());
    }

    /** Keeps what a launch can be recognized by where the next run of the application finds it. */
    public interface Notes {
        void note(LaunchTraces traces) throws IOException;
    }

    /**
     * Takes note of its descendants and of the user that it runs as, so that they are known when it crashes, or when this
     * application does. Reads a few files for each process. For worker threads; one observes at a time.
     *
     * @param notes are given what it can be recognized by now, if it has a descendant that they have not been given
     * @throws IOException what the notes threw; they are given the same again by the next call
     */
    public synchronized void observe(Notes notes) throws IOException {
        tree.recordChildren();
        changedUser |= table.user(pid()).stream()
                .anyMatch(user -> user != table.user(ProcessHandle.current().pid()).orElse(user));
        recognition = tree.recognition();
        LaunchTraces now = tree.traces();
        if (!released && !noted.entrySet().containsAll(now.descendants().entrySet())) {
            guard.watch(identity, leadsSession, now);
            notes.note(now);
            noted = now.descendants();
        }
    }

    /** False when {@link #observe} has seen that the guard would not know each of its processes. Never blocks. */
    public boolean guarded() {
        return recognition.all() && guard.watches(identity);
    }

    /** False when {@link #observe} has seen one of its processes outside its control group. Never blocks. */
    public boolean grouped() {
        return recognition.allGrouped();
    }

    /**
     * True when {@link #observe} has seen that its main process is not of this application's user any more: with that change
     * the kernel drops the parent-death signal, and does not show it. Never blocks.
     */
    public boolean changedUser() {
        return changedUser;
    }

    /** To be called when its whole tree has ended: what it could be recognized by is given back. Blocks shortly. */
    public synchronized void release() {
        released = true;
        guard.forget(identity);
        tree.traces().controlGroup().ifPresent(ControlGroup::remove);
    }

    /** Terminates its main process and all its descendants, as {@link TreeTermination#run} does. */
    public EndReport terminate(StopPolicy policy) {
        return termination.run(policy);
    }

    /** What protects this launch; fixed at its start. */
    public Set<Protection> protections() {
        return protections;
    }

    /** The main process and its descendants, also when the main process has ended. */
    public ProcessTree tree() {
        return tree;
    }
}
