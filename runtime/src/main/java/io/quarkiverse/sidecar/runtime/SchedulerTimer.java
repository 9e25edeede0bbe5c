package io.quarkiverse.sidecar.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.concurrent.Timer;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;

/**
 * Runs jobs on quarkus-scheduler, where people look for them, with a deadline on the exact timer beside each: the first
 * wins. So nothing waits for a scheduler that is paused, disabled, or follows a wall clock that was set back. Jobs of less
 * than a second, which the scheduler cannot do, are the exact timer's alone.
 */
final class SchedulerTimer implements Timer {

    private static final Logger LOG = Logger.getLogger(SchedulerTimer.class);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** quarkus-scheduler ticks once a second and cuts start times to the second: a job comes up to that much late. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    /** A job of the scheduler must repeat; this one is taken away when it has run. */
    private static final String NEVER_AGAIN = "P36500D";

    private final Supplier<Scheduler> scheduler;
    private final Timer exact;
    private final AtomicLong number = new AtomicLong();

    /** @param scheduler the application's; asked at each use, since it comes up after the first sidecar */
    SchedulerTimer(Supplier<Scheduler> scheduler, Timer exact) {
        this.scheduler = scheduler;
        this.exact = exact;
    }

    @Override
    public Job after(String name, Duration delay, Runnable task) {
        if (delay.compareTo(SECOND) < 0) {
            return exact.after(name, delay, task);
        }
        AtomicReference<Job> job = new AtomicReference<>();
        AtomicBoolean run = new AtomicBoolean();
        Runnable once = () -> {
            if (run.compareAndSet(false, true)) {
                task.run();
                Optional.ofNullable(job.get()).ifPresent(Job::cancel);
            }
        };
        Job scheduled = schedule(name, NEVER_AGAIN, delay, once);
        job.set(both(scheduled, exact.after(name, scheduled == null ? delay : delay.plus(GRACE), once)));
        return job.get();
    }

    @Override
    public Job every(String name, Duration interval, Runnable task) {
        if (interval.compareTo(SECOND) < 0) {
            return exact.every(name, interval, task);
        }
        // The scheduler's tick and the deadline share one clock: whichever comes first begins the next interval.
        Beat beat = new Beat(task, interval);
        Job scheduled = schedule(name, interval.toString(), interval, beat::tick);
        Job deadline = exact.every(name, SECOND, () -> beat.tickIfLate(scheduled == null ? Duration.ZERO : GRACE));
        return both(scheduled, deadline);
    }

    /**
     * The scheduler counts from the second that has begun, and looks once in each: whole seconds, so that the job is never
     * early, and less than a second late.
     */
    static Duration startsIn(Duration delay, Instant now) {
        Duration end = delay.plusNanos(now.getNano());
        return end.getNano() == 0 ? end : end.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
    }

    /** @return null when there is no scheduler that would run it */
    private Job schedule(String name, String interval, Duration delay, Runnable task) {
        String id = name + " #" + number.incrementAndGet();
        try {
            Scheduler running = scheduler.get();
            if (running == null || !running.isRunning()) {
                return null;
            }
            running.newJob(id).setInterval(interval).setDelayed(startsIn(delay, Instant.now()).toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setTask(execution -> task.run()).schedule();
            return () -> unschedule(running, id);
        } catch (RuntimeException e) {
            LOG.debugf(e, "quarkus-scheduler does not take '%s'", id);
            return null;
        }
    }

    /** A scheduler that was stopped meanwhile refuses; it does not run the job either. */
    private static void unschedule(Scheduler scheduler, String id) {
        try {
            scheduler.unscheduleJob(id);
        } catch (RuntimeException e) {
            LOG.debugf(e, "quarkus-scheduler does not give up '%s'", id);
        }
    }

    private static Job both(Job scheduled, Job deadline) {
        return () -> {
            deadline.cancel();
            if (scheduled != null) {
                scheduled.cancel();
            }
        };
    }

    /** A task that runs once in an interval, whichever thread requests it. */
    private static final class Beat {

        private final Runnable task;
        private final long interval;
        private final AtomicLong last = new AtomicLong(System.nanoTime());

        Beat(Runnable task, Duration interval) {
            this.task = task;
            this.interval = interval.toNanos();
        }

        void tick() {
            last.set(System.nanoTime());
            task.run();
        }

        void tickIfLate(Duration grace) {
            if (System.nanoTime() - last.get() >= interval + grace.toNanos()) {
                tick();
            }
        }
    }
}
