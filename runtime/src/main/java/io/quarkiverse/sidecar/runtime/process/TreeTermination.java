package io.quarkiverse.sidecar.runtime.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.Signal.JobSignal;

/**
 * Terminates a tree: the main process gets the stop signal; when it is gone, the others get TERM; at the deadline all are
 * killed, again and again, until a complete scan finds no process, or ten scans in a row find none. A process that may not be
 * signaled, or that SIGKILL does not terminate in time, is given up and reported as a survivor.
 */
public final class TreeTermination {

    private static final Logger LOG = Logger.getLogger(TreeTermination.class);

    /** The least number of empty scans in a row when each can have missed a process. */
    private static final int EMPTY_LOOKS = 2;

    /** A process that forks and ends every few milliseconds can escape two scans, and hardly ten. */
    private static final int MOST_EMPTY_LOOKS = 10;
    private static final long MORE_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A process that the kernel holds for longer after a SIGKILL probably waits for a device or a file system. */
    private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** As many kills come in that time: after a pause of the machine, the time alone says nothing. */
    private static final int KILLS = 10;

    private final ProcessTree tree;
    private final SignalSender signals;
    private final ProcessTable table;
    private final CompletableFuture<?> mainExit;
    private final Deadline deadline = new Deadline();

    /** @param signals sends what ends the tree */
    public TreeTermination(ProcessTree tree, SignalSender signals) {
        this.tree = tree;
        this.signals = signals;
        this.table = tree.table();
        this.mainExit = tree.mainExit();
    }

    /**
     * Terminates the whole tree, also when the main process has ended already. Blocks until no member is left that can be
     * terminated: call it on a worker thread. It may be called again and by several threads: the shortest timeout counts for
     * all, and later callers wait for the first; a call after the timeout kills at once. An interrupted caller does not wait
     * for obedience, but kills, and the interrupt stays set.
     *
     * @return what this call ended, and what survives
     */
    public EndReport run(StopPolicy policy) {
        deadline.notAfter(policy.timeout());
        synchronized (this) {
            return new Run(policy.signal()).run();
        }
    }

    /**
     * Lets the timeout of every {@link #run} be over, of one under way and of those to come: what is left is killed. Does not
     * block.
     */
    public void escalate() {
        deadline.notAfter(Duration.ZERO);
    }

    /** One call. */
    private final class Run {

        private final StopSignal first;
        private final Pause betweenLooks = new Pause(50, 500);
        private final Pause betweenKills = new Pause(1, 1000);
        private final Set<ProcessIdentity> seen = new LinkedHashSet<>();
        private final Set<ProcessIdentity> asked = new HashSet<>();
        private final Set<ProcessIdentity> refused = new HashSet<>();
        private final Map<ProcessIdentity, Kills> killed = new LinkedHashMap<>();
        /** Requested terminations come in groups; after a crash a restart waits. */
        private final boolean patient = mainExit != null && !mainExit.isDone();
        private int empty;
        private long emptySince;
        private boolean interrupted;

        Run(StopSignal first) {
            this.first = first;
        }

        EndReport run() {
            List<ProcessIdentity> living = List.of();
            try {
                for (boolean over = false; !over;) {
                    ProcessTree.Look look = tree.scanForTermination(patient && !interrupted && !deadline.passed());
                    living = track(look.living());
                    over = isOver(look) || !living.isEmpty() && living.stream().allMatch(this::survives);
                    if (!over && living.isEmpty()) {
                        await(List.of(), Pause.SHORTEST_MILLIS, () -> false);
                    } else if (!over) {
                        signalNext(living);
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            List<Survivor> survivors = living.stream().map(this::survivor).toList();
            seen.removeAll(living);
            killed.keySet().retainAll(seen);
            return new EndReport(pids(seen), pids(killed.keySet()), survivors);
        }

        private boolean survives(ProcessIdentity process) {
            Kills kills = killed.get(process);
            return refused.contains(process)
                    || kills != null && kills.count() >= KILLS && System.nanoTime() - kills.since() > KILL_NANOS;
        }

        private Survivor survivor(ProcessIdentity process) {
            String user = ProcessHandle.of(process.pid()).flatMap(handle -> handle.info().user()).orElse("unknown");
            return new Survivor(process.pid(), user, refused.contains(process));
        }

        private boolean isOver(ProcessTree.Look look) {
            if (!look.living().isEmpty()) {
                empty = 0;
                return false;
            }
            emptySince = empty == 0 ? System.nanoTime() : emptySince;
            empty++;
            return look.complete() || empty >= MOST_EMPTY_LOOKS
                    || empty >= EMPTY_LOOKS && System.nanoTime() - emptySince > MORE_LOOKS_NANOS;
        }

        private List<ProcessIdentity> track(List<ProcessEntry> entries) {
            List<ProcessIdentity> living = entries.stream()
                    .map(entry -> new ProcessIdentity(table.machine(), entry.pid(), entry.startTicks())).toList();
            seen.addAll(living);
            return living;
        }

        private void signalNext(List<ProcessIdentity> living) {
            if (interrupted || deadline.passed()) {
                kill(living);
                return;
            }
            boolean mainLives = living.contains(tree.main()) && !refused.contains(tree.main());
            List<ProcessIdentity> turn = mainLives ? List.of(tree.main()) : living;
            turn.stream().filter(asked::add).forEach(target -> ask(target, mainLives ? first : StopSignal.TERM));
            await(turn, Math.min(betweenLooks.nextMillis(), deadline.millisLeft()), deadline::passed);
        }

        /** One that is stopped hears of the signal only when it is continued. */
        private void ask(ProcessIdentity target, StopSignal signal) {
            if (send(target, signal) && signal != StopSignal.KILL && table.stopped(target.pid())) {
                signals.send(target, JobSignal.CONT);
            }
        }

        /** The system answers alike for a process that is gone and for one that may not be signaled. */
        private boolean send(ProcessIdentity target, StopSignal signal) {
            boolean sent = signals.send(target, signal);
            if (!sent && lives(target)) {
                refused.add(target);
            }
            return sent;
        }

        private void kill(List<ProcessIdentity> living) {
            for (ProcessIdentity target : living) {
                if (send(target, StopSignal.KILL)) {
                    killed.merge(target, new Kills(System.nanoTime(), 1),
                            (first, again) -> new Kills(first.since(), first.count() + 1));
                }
            }
            tree.killControlGroup();
            await(living, betweenKills.nextMillis(), () -> false);
        }

        /** Returns when all of them have ended, the time is over, or the termination escalates. */
        private void await(List<ProcessIdentity> targets, long millis, BooleanSupplier hurried) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            Pause pause = new Pause(Pause.SHORTEST_MILLIS, 25);
            boolean mainAlone = mainExit != null && targets.equals(List.of(tree.main()));
            try {
                while (System.nanoTime() - until < 0 && !hurried.getAsBoolean()
                        && (mainAlone ? !mainExit.isDone() : targets.isEmpty() || targets.stream().anyMatch(this::lives))) {
                    long nanos = Math.min(TimeUnit.MILLISECONDS.toNanos(pause.nextMillis()), until - System.nanoTime());
                    if (mainAlone) {
                        awaitMain(nanos);
                    } else {
                        TimeUnit.NANOSECONDS.sleep(nanos);
                    }
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }

        /** By event, and no longer than that. */
        private void awaitMain(long nanos) throws InterruptedException {
            try {
                mainExit.get(nanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.tracef(e, "Process %d has not ended yet", tree.main().pid());
            }
        }

        private boolean lives(ProcessIdentity target) {
            return table.find(target.pid()).filter(entry -> target.is(entry) && !entry.zombie()).isPresent();
        }

        private List<Long> pids(Iterable<ProcessIdentity> identities) {
            Set<Long> pids = new LinkedHashSet<>();
            identities.forEach(identity -> pids.add(identity.pid()));
            return List.copyOf(pids);
        }
    }

    private record Kills(long since, int count) {
    }

    /** The moment by which something must be over. It can come nearer, never move away. On the monotonic clock. */
    static final class Deadline {

        /** Far enough for everybody, and near enough for arithmetic in nanoseconds. */
        private static final Duration FARTHEST = Duration.ofDays(365);

        private boolean set;
        private long at;

        synchronized void notAfter(Duration fromNow) {
            long candidate = System.nanoTime() + (fromNow.compareTo(FARTHEST) > 0 ? FARTHEST : fromNow).toNanos();
            if (!set || candidate - at < 0) {
                at = candidate;
                set = true;
            }
        }

        /** At least 1 while it has not passed. */
        synchronized long millisLeft() {
            return Math.max(1, TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime()));
        }

        synchronized boolean passed() {
            return set && at - System.nanoTime() <= 0;
        }
    }

    /** Delays that double from one to the next, up to a ceiling. */
    static final class Pause {

        static final long SHORTEST_MILLIS = 1;

        private final long ceiling;
        private long next;

        Pause(long firstMillis, long ceilingMillis) {
            this.next = firstMillis;
            this.ceiling = ceilingMillis;
        }

        long nextMillis() {
            long millis = next;
            next = Math.min(ceiling, 2 * millis);
            return millis;
        }
    }

    /**
     * What it took to end a process tree.
     *
     * @param ended every process that was alive and is gone now, the main process first
     * @param killed those of them that had to be killed
     * @param survivors those that are alive, and cannot be terminated
     */
    public record EndReport(List<Long> ended, List<Long> killed, List<Survivor> survivors) {

        public EndReport {
            ended = List.copyOf(ended);
            killed = List.copyOf(killed);
            survivors = List.copyOf(survivors);
        }
    }

    /**
     * A process that cannot be terminated.
     *
     * @param refused true when this application may not signal it; false when SIGKILL does not terminate it
     */
    public record Survivor(long pid, String user, boolean refused) {

        /** For people: who it is, and why it cannot be terminated. */
        @Override
        public String toString() {
            return "pid " + pid + " of user " + user + (refused ? ", which this application may not signal"
                    : ", which SIGKILL does not terminate: it probably waits in the kernel, for a device or a file system");
        }
    }
}
