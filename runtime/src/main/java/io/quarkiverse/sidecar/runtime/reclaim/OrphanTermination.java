package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.concurrent.ParallelTasks;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.ProcessTree;
import io.quarkiverse.sidecar.runtime.process.SignalSender;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.process.TreeTermination;
import io.quarkiverse.sidecar.runtime.process.TreeTermination.EndReport;
import io.quarkiverse.sidecar.runtime.reclaim.ReclaimReport.LeftAlone;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;

/**
 * Ends leftovers, all at the same time: several orphans that ignore their signal cost one timeout.
 *
 * @param stopRules how to end a sidecar of that name; null for one that is not known any more
 */
record OrphanTermination(Function<String, StopPolicy> stopRules, OrphanEnding ending, List<ReclaimReport> reclaimed,
        List<LeftAlone> survivors) {

    private static final Logger LOG = Logger.getLogger(OrphanTermination.class);

    OrphanTermination(Function<String, StopPolicy> stopRules, OrphanEnding ending) {
        this(stopRules, ending, Collections.synchronizedList(new ArrayList<>()),
                Collections.synchronizedList(new ArrayList<>()));
    }

    /** Blocks until they have ended. A launch that two records name, one being a copy, is ended once. */
    void end(List<Leftover> leftovers) {
        ParallelTasks.run(leftovers.stream().collect(Collectors.groupingBy(Leftover::marker)).values().stream()
                .<Runnable> map(launch -> () -> launch.forEach(this::endGuarded)).toList());
    }

    private void endGuarded(Leftover left) {
        try {
            end(left);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "Cannot end what is left of sidecar '%s', pid %d", LogSafe.of(left.sidecar()), left.pid());
        }
    }

    private void end(Leftover left) throws IOException {
        EndReport report = ending.end(left.tree(),
                Optional.ofNullable(stopRules.apply(left.sidecar())).orElse(StopPolicy.DEFAULT));
        if (!report.ended().isEmpty()) {
            reclaimed.add(new ReclaimReport(left.sidecar(), left.pid(), report.ended(), left.proof()));
            LOG.infof("Reclaimed sidecar '%s' of an earlier run, pid %d: %s. Ended %d process%s: %s",
                    LogSafe.of(left.sidecar()), left.pid(), LogSafe.of(left.proof()), report.ended().size(),
                    report.ended().size() == 1 ? "" : "es", report.ended());
        }
        if (!report.survivors().isEmpty()) {
            LOG.warnf(
                    "Some processes that an earlier run left of sidecar '%s' cannot be terminated: %s. Terminate them as a user"
                            + " who may. The other sidecars are started.",
                    LogSafe.of(left.sidecar()), report.survivors());
            report.survivors().forEach(survivor -> survivors
                    .add(new LeftAlone(left.sidecar(), survivor.pid(), "it cannot be terminated: " + survivor)));
        }
        if (left.file().isPresent() && left.tree().members().isEmpty()) {
            Files.deleteIfExists(left.file().get());
        }
        left.tree().traces().controlGroup().ifPresent(ControlGroup::removeWithRun);
    }

    /**
     * What an earlier run may have left of one launch, and is to be ended.
     *
     * @param sidecar the sidecar's name
     * @param pid the main process that its record names; without a record one of its processes
     * @param marker what its processes carry
     * @param proof why they are ours
     * @param file the record, which can be deleted when no process is left
     */
    record Leftover(String sidecar, long pid, LaunchMarker marker, ProcessTree tree, String proof, Optional<Path> file) {
    }

    /** Ends orphans as their rules say, as long as there is time for that. Safe for use by any thread. */
    static final class OrphanEnding {

        private final Set<TreeTermination> asked = new HashSet<>();
        private final SignalSender signals;
        private boolean hurried;

        /** @param signals sends what ends them */
        OrphanEnding(SignalSender signals) {
            this.signals = signals;
        }

        /** Blocks until it has ended; many may be ended at the same time. */
        EndReport end(ProcessTree orphan, StopPolicy policy) {
            TreeTermination termination = new TreeTermination(orphan, signals);
            boolean atOnce = begin(termination);
            try {
                return termination.run(atOnce ? StopPolicy.AT_ONCE : policy);
            } finally {
                over(termination);
            }
        }

        /** Has those killed that are being asked to end, and those that come after them. */
        synchronized void escalate() {
            hurried = true;
            asked.forEach(TreeTermination::escalate);
        }

        private synchronized boolean begin(TreeTermination orphan) {
            asked.add(orphan);
            return hurried;
        }

        private synchronized void over(TreeTermination orphan) {
            asked.remove(orphan);
        }
    }
}
