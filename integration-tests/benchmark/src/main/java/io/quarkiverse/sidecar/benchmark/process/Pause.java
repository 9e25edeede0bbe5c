package io.quarkiverse.sidecar.benchmark.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time go by in which nothing is measured, or nothing happens but what is measured. */
public final class Pause {

    private Pause() {
    }

    public static void of(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
