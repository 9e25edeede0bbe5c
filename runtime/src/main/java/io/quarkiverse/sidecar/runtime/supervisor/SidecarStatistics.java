package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.runtime.output.OutputCounts;
import io.quarkiverse.sidecar.runtime.output.StandardStream;

/**
 * What has happened to one sidecar since it is supervised, in numbers that only grow. They are kept whether or not anybody
 * asks: who comes late has missed nothing. Safe for use by any thread.
 */
public final class SidecarStatistics {

    private final LongAdder launches = new LongAdder();
    private final LongAdder orphans = new LongAdder();
    private final Map<FailureReason, LongAdder> restarts = new EnumMap<>(FailureReason.class);
    private final Map<FailureReason, LongAdder> failures = new EnumMap<>(FailureReason.class);
    private final TotalTime timeToReady = new TotalTime();
    private final TotalTime passedPolls = new TotalTime();
    private final TotalTime failedPolls = new TotalTime();
    private final OutputCounts output = new OutputCounts();

    public SidecarStatistics() {
        for (FailureReason reason : FailureReason.values()) {
            restarts.put(reason, new LongAdder());
            failures.put(reason, new LongAdder());
        }
    }

    void happened(SidecarEvent event) {
        if (event instanceof SidecarLaunched) {
            launches.increment();
        } else if (event instanceof SidecarReady it) {
            timeToReady.add(it.took().toNanos());
        } else if (event instanceof SidecarRestartScheduled it) {
            restarts.get(it.failure().reason()).increment();
        } else if (event instanceof SidecarFailed it) {
            failures.get(it.reason()).increment();
        } else if (event instanceof OrphanReclaimed) {
            orphans.increment();
        }
    }

    void polled(boolean passed, long nanos) {
        (passed ? passedPolls : failedPolls).add(nanos);
    }

    /** Processes launched. An attempt that came to none, because its port was taken, is not among them. */
    public long launches() {
        return launches.sum();
    }

    /** Trees of processes that earlier runs had left behind, and that were ended. */
    public long orphans() {
        return orphans.sum();
    }

    /** Attempts that followed one which failed for that reason. */
    public long restarts(FailureReason reason) {
        return restarts.get(reason).sum();
    }

    /** How often it was given up for that reason. */
    public long failures(FailureReason reason) {
        return failures.get(reason).sum();
    }

    /** From each launch to its first answer. */
    public TotalTime timeToReady() {
        return timeToReady;
    }

    /** The polls of its health while it was ready, from the question to the verdict on the answer. */
    public TotalTime polls(boolean passed) {
        return passed ? passedPolls : failedPolls;
    }

    public OutputCounts output() {
        return output;
    }

    /** Counts what happens to one sidecar, and hands it on. */
    public record CountedEvents(SidecarStatistics totals, SidecarListener next) implements SidecarListener {

        @Override
        public void publish(SidecarEvent event) {
            totals.happened(event);
            next.publish(event);
        }

        @Override
        public void onTransition(Supplier<String> decision) {
            next.onTransition(decision);
        }

        @Override
        public void onOutput(String sidecar, StandardStream stream, String line) {
            next.onOutput(sidecar, stream, line);
        }
    }

    /** How often something was done, and how long it took in all. Safe for use by any thread. */
    public static final class TotalTime {

        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(long tookNanos) {
            nanos.add(tookNanos);
            count.increment();
        }

        public long count() {
            return count.sum();
        }

        /** In nanoseconds. */
        public long nanos() {
            return nanos.sum();
        }
    }
}
