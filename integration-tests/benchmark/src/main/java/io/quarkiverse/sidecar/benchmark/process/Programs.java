package io.quarkiverse.sidecar.benchmark.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The programs that are run as sidecars and bare. Each says a first word, and ends by itself before long. */
public record Programs(Path pipe) {

    private static final String SPEAK = "echo \"$1 $$\" >\"$0\"; ";

    /** Sleeps, and dies of TERM. */
    public List<String> sleeper(String key) {
        return shell(SPEAK + "exec sleep 1000", key);
    }

    /** Sleeps, and ignores TERM. */
    public List<String> deaf(String key) {
        return shell("trap '' TERM; " + SPEAK + "exec sleep 1000", key);
    }

    /** Speaks first, and then becomes a server on {@code PORT}, which says {@code KEY-listening} when it listens. */
    public List<String> listener(String key) {
        List<String> command = new ArrayList<>(shell(SPEAK + "shift; exec \"$@\"", key));
        command.addAll(Python.server(pipe.toString(), key, Duration.ZERO));
        return command;
    }

    /** A server on {@code PORT}, which says {@code KEY-listening} when it listens. */
    public List<String> server(String key) {
        return Python.server(pipe.toString(), key, Duration.ZERO);
    }

    /** As {@link #server}, but it takes its time before it listens: some share of that, another each time. */
    public List<String> lateServer(String key, Duration atMost) {
        return Python.server(pipe.toString(), key, atMost);
    }

    /** Writes so many lines of 100 bytes, as fast as they are read, and sleeps. */
    public List<String> flood(String key, int lines) {
        return shell(SPEAK + "yes " + "x".repeat(99) + " | head -n " + lines + "; exec sleep 1000", key);
    }

    private List<String> shell(String script, String key) {
        return List.of("/bin/sh", "-c", script, pipe.toString(), key);
    }
}
