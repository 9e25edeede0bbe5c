package io.quarkiverse.sidecar.runtime.reclaim;

import io.quarkiverse.sidecar.runtime.concurrent.ParallelTasks;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.process.EndReport;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;

/**
 * Ends leftovers, all at the same time: several orphans that ignore their signal cost one timeout.
 *
 * @param stopRules how to end a sidecar of that name; null for one that is not known any more
 */
record OrphanTermination(Function<String, StopPolicy> stopRules, OrphanEnding ending, List<ReclaimReport> reclaimed) {

    private static final Logger LOG = Logger.getLogger(OrphanTermination.class);

    OrphanTermination(Function<String, StopPolicy> stopRules, OrphanEnding ending) {
        this(stopRules, ending, Collections.synchronizedList(new ArrayList<>()));
    }

    /** Blocks until they have ended. A launch that two records name, one being a copy, is ended once. */
    void end(List<Leftover> leftovers) {
        ParallelTasks.run(leftovers.stream().collect(Collectors.groupingBy(Leftover::claim)).values().stream()
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
        if (left.file().isPresent() && left.tree().members().isEmpty()) {
            Files.deleteIfExists(left.file().get());
        }
        left.tree().traces().controlGroup().ifPresent(ControlGroup::removeWithRun);
    }
}
