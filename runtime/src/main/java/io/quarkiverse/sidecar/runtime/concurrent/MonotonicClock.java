package io.quarkiverse.sidecar.runtime.concurrent;

import java.time.Instant;

/** The clock that the lifecycle is given, and the time of day for people. */
public interface MonotonicClock {

    /** Nanoseconds of an arbitrary origin, never going back. */
    long nanos();

    /** The time of day, which may be stepped: for people, never for a decision. */
    Instant instant();

    /** The JVM's own. */
    MonotonicClock SYSTEM = new MonotonicClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    };
}
