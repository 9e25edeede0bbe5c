package io.quarkiverse.sidecar.runtime.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
 * killed, again and again, until a complete scan finds no process, or ten scans in a row find none.
 */
public final class TreeTermination {

    private static final Logger LOG = Logger.getLogger(TreeTermination.class);

    /** The least number of empty scans in a row when each can have missed a process. */
    private static final int EMPTY_LOOKS = 2;

    /** A process that forks and ends every few milliseconds can escape two scans, and hardly ten. */
    private static final int MOST_EMPTY_LOOKS = 10;
    private static final long MORE_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The number of SIGKILLs before a warning is logged. */
    private static final int KILLS_BEFORE_WARNING = 12;

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
     * Terminates the whole tree, also when the main process has ended already. Blocks until no member is left; call it on a
     * worker thread. It may be called again and by several threads: the shortest timeout counts for all, and later callers wait
     * for the first; a call after the timeout kills at once. An interrupted caller does not wait for obedience, but kills; and
     * it gives up, leaving the interrupt set, only when killing does not help either.
     *
     * @return what this call ended
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
        private final Set<ProcessIdentity> killed = new LinkedHashSet<>();
        /** Requested terminations come in groups; after a crash a restart waits. */
        private final boolean patient = mainExit != null && !mainExit.isDone();
        private int empty;
        private long emptySince;
        private int kills;
        private boolean interrupted;

        Run(StopSignal first) {
            this.first = first;
        }

        EndReport run() {
            List<ProcessIdentity> living = List.of();
            try {
                for (boolean over = false; !over && !gaveUp();) {
                    ProcessTree.Look look = tree.scanForTermination(patient && !interrupted && !deadline.passed());
                    living = track(look.living());
                    over = isOver(look);
                    if (!living.isEmpty()) {
                        signalNext(living);
                    } else if (!over) {
                        await(List.of(), Pause.SHORTEST_MILLIS, () -> false);
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            seen.removeAll(living);
            killed.retainAll(seen);
            return new EndReport(pids(seen), pids(killed));
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
            boolean mainLives = living.contains(tree.main());
            List<ProcessIdentity> turn = mainLives ? List.of(tree.main()) : living;
            turn.stream().filter(asked::add).forEach(target -> ask(target, mainLives ? first : StopSignal.TERM));
            await(turn, Math.min(betweenLooks.nextMillis(), deadline.millisLeft()), deadline::passed);
        }

        /** One that is stopped hears of the signal only when it is continued. */
        private void ask(ProcessIdentity target, StopSignal signal) {
            if (signals.send(target, signal) && signal != StopSignal.KILL && table.stopped(target.pid())) {
                signals.send(target, JobSignal.CONT);
            }
        }

        private void kill(List<ProcessIdentity> living) {
            for (ProcessIdentity target : living) {
                if (signals.send(target, StopSignal.KILL)) {
                    killed.add(target);
                }
            }
            tree.killControlGroup();
            if (++kills == KILLS_BEFORE_WARNING) {
                LOG.warnf(
                        "These processes were killed %d times and are still there, perhaps because they run as another user or"
                                + " hang in the kernel: %s. Trying on.",
                        kills, pids(living));
            }
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

        private boolean gaveUp() {
            return interrupted && kills > KILLS_BEFORE_WARNING;
        }

        private List<Long> pids(Iterable<ProcessIdentity> identities) {
            Set<Long> pids = new LinkedHashSet<>();
            identities.forEach(identity -> pids.add(identity.pid()));
            return List.copyOf(pids);
        }
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
     */
    public record EndReport(List<Long> ended, List<Long> killed) {

        public EndReport {
            ended = List.copyOf(ended);
            killed = List.copyOf(killed);
        }
    }
}
