package io.quarkiverse.sidecar.runtime.experiment;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills an application some time after it was told to do something. The seed decides what and when; what the machine does
 * meanwhile is its own affair.
 */
record RandomKill(long seed, Kills kills) implements Kills.Kill {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "random-kill");
        thread.setDaemon(true);
        return thread;
    });

    private enum Occasion {

        /** The application itself has just been started, and reclaims what an earlier one left. */
        START(400),
        RESTART(200),
        STOP(50),
        CRASH(200),
        NONE(1);

        final Duration within;

        Occasion(long millis) {
            this.within = Duration.ofMillis(millis);
        }
    }

    @Override
    public long of(Host victim) {
        SplittableRandom random = new SplittableRandom(seed);
        Occasion occasion = Occasion.values()[random.nextInt(Occasion.values().length)];
        long delay = (long) (random.nextDouble() * occasion.within.toNanos());
        Host host = victim;
        switch (occasion) {
            case START -> {
                host = kills.next();
                host.await("up");
                kills.stage().kill(victim);
                host.order("launch");
            }
            case RESTART -> host.order("restart");
            case STOP -> host.order("stop");
            case CRASH -> host.family().main().kill();
            case NONE -> {
            }
        }
        return killAfter(delay, host);
    }

    private long killAfter(long delay, Host host) {
        try {
            return CLOCK.schedule(() -> kills.stage().kill(host), delay, TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("The application could not be killed", e.getCause());
        }
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
