package io.quarkiverse.sidecar.it.monitor;

import java.util.concurrent.locks.LockSupport;

/** Misbehaviour on demand, so that a supervisor can be watched at work. */
final class Switches {

    private static final int MAX_EXIT_CODE = 255;
    private static final int MAX_MILLIS = 600_000;

    private volatile boolean hanging;
    private volatile int healthMillis;

    /** Answers, then exits with {@code code}, without running any shutdown hook. */
    Answer crash(Request request) {
        int code = request.number("code", 1, MAX_EXIT_CODE);
        return Answer.json(202, "{\"crash\":" + code + "}").then(() -> Runtime.getRuntime().halt(code));
    }

    /** Answers for the last time. Connections are still accepted. */
    Answer hang(Request request) {
        hanging = true;
        return Answer.json(202, "{\"hang\":true}");
    }

    /** From now on every health answer takes {@code millis}; 0 ends that. */
    Answer slow(Request request) {
        healthMillis = request.number("millis", 500, MAX_MILLIS);
        return Answer.json(202, "{\"slow\":" + healthMillis + "}");
    }

    void blockWhileHanging() {
        while (hanging) {
            LockSupport.park(this);
        }
    }

    void delayHealth() {
        long end = System.nanoTime() + healthMillis * 1_000_000L;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
