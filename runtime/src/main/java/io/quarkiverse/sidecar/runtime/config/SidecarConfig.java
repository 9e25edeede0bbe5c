package io.quarkiverse.sidecar.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;
import io.quarkiverse.sidecar.runtime.output.OutputLevel;
import io.quarkiverse.sidecar.runtime.process.StopSignal;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocIgnore;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** One sidecar. */
public interface SidecarConfig {

    /**
     * The program and its arguments, as a list. No shell reads it. Write a comma within an argument as `\,`; an argument may
     * be empty, as in `a,,b`. `{port}` expands to the port. Required in mode `managed`.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> command();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("command")
    @WithConverter(Arguments.class)
    Optional<List<String>> commandText();

    /**
     * Whether the sidecar is launched and is part of readiness. A sidecar that is not enabled stays declared and known by
     * its name.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * Who runs the sidecar. `managed`: this extension does. `external`: another program does, for example a container in the
     * same pod; the sidecar is probed and reported, but never launched or stopped, and its listener is not verified. An
     * external sidecar needs a port to probe; its command is not used.
     */
    @WithDefault("managed")
    Mode mode();

    /**
     * Whether the application is ready only when this sidecar is ready.
     */
    @WithDefault("true")
    boolean required();

    /**
     * Whether the start of the application waits for the sidecar. `async`: it does not wait. `await-ready`: it waits until
     * the sidecar is ready, at most for its `ready.timeout` and those of the sidecars that it depends on. If the sidecar
     * fails or the time is over, the start of the application fails with the reason.
     */
    @WithDefault("async")
    Startup startup();

    /**
     * The names of the sidecars that must be ready or completed before this one is launched. They are stopped after it. If
     * one of them fails for good, this sidecar fails with `DEPENDENCY_FAILED`, and starts when that one is up again. What a
     * dependency does later has no effect on a running sidecar.
     */
    Optional<List<String>> dependsOn();

    /**
     * The variables to add to the environment. `{port}` expands to the port. A value may be empty.
     */
    @ConfigDocMapKey("variable")
    Map<String, @WithConverter(Converters.Verbatim.class) String> environment();

    /**
     * The names of variables that the sidecar does not inherit. `environment` may still set them.
     */
    Optional<List<String>> environmentUnset();

    /**
     * Whether the sidecar inherits the environment of the application. What is meant for the application's own process is
     * left out: `QUARKUS_*`, options of a JVM (`JAVA_TOOL_OPTIONS`, `JDK_JAVA_OPTIONS`, `_JAVA_OPTIONS`), messages of
     * systemd (`NOTIFY_SOCKET`, `WATCHDOG_*`, `LISTEN_*`), debugger options in `NODE_OPTIONS`, and `PORT`. If
     * `false`, the sidecar inherits only `PATH`, `HOME`, `LANG`, `TMPDIR`, and `USER`.
     */
    @WithDefault("true")
    boolean inheritEnvironment();

    /**
     * The directory in which the sidecar runs. It must exist.
     */
    @ConfigDocDefault("the application's")
    Optional<Path> workingDirectory();

    /**
     * The address or host name that is probed.
     */
    @WithDefault("127.0.0.1")
    String host();

    /**
     * The port on which the sidecar listens. The sidecar receives it as `PORT`. With 0, a free port is chosen and kept until
     * the application exits.
     */
    OptionalInt port();

    /**
     * What happens to the sidecar in dev mode when the application is reloaded. `keep`: it keeps running, with the same pid,
     * unless its declaration has changed; changes of `required`, `startup`, `depends-on`, and this key do not count.
     * `restart`: it stops with the application and starts with the next one.
     */
    @WithDefault("keep")
    LiveReload liveReload();

    /**
     * Health.
     */
    HealthConfig health();

    /**
     * Readiness.
     */
    ReadyConfig ready();

    /**
     * Restart.
     */
    RestartConfig restart();

    /**
     * Stop.
     */
    StopConfig stop();

    /**
     * Output.
     */
    OutputConfig output();

    /** Who runs it. */
    enum Mode {
        MANAGED,
        EXTERNAL
    }

    /** What the application's start waits for. */
    enum Startup {
        ASYNC,
        AWAIT_READY
    }

    /** What becomes of it when dev mode reloads the application. */
    enum LiveReload {
        KEEP,
        RESTART
    }

    /** When a launch counts as ready. */
    interface ReadyConfig {

        /**
         * The maximum time from the launch until the sidecar is ready. After that time the launch is terminated and counts
         * as failed.
         */
        @WithDefault("60s")
        Duration timeout();

        /**
         * A regular expression that a line of output must match before the sidecar is ready, in addition to the probe. It is
         * matched against the text without escape sequences, also while a line is unfinished.
         */
        Optional<String> logPattern();
    }

    /** What follows when it ends. */
    interface RestartConfig {

        /**
         * Which exits are followed by a restart. `always`: all of them. `on-failure`: all except exit code 0 of a sidecar
         * that has been ready or has nothing to prove. `never`: none.
         */
        @WithDefault("always")
        RestartPolicy policy();

        /**
         * The maximum number of restarts without a stable run between them. After that the sidecar has failed.
         */
        @WithDefault("5")
        int maxAttempts();

        /**
         * The first restart delay. It doubles from one restart to the next. The first restart after a stable run is
         * immediate.
         */
        @WithDefault("1s")
        Duration delay();

        /**
         * The maximum restart delay, before jitter is added.
         */
        @WithDefault("30s")
        Duration maxDelay();

        /**
         * The maximum random jitter that is added to each restart delay, as a fraction of the delay from 0 to 1.
         */
        @WithDefault("0.2")
        double jitter();

        /**
         * How long a sidecar must be ready to count as stable. A stable run makes all restarts available again.
         */
        @WithDefault("5s")
        Duration stableAfter();

        /**
         * The length of the sliding window for `restart.window-attempts`.
         */
        Optional<Duration> window();

        /**
         * The maximum number of restarts within `restart.window`, whether runs were stable or not.
         */
        OptionalInt windowAttempts();

        /**
         * How long after a failure the sidecar is started again.
         */
        @ConfigDocDefault("never")
        Optional<Duration> retryAfter();

        /**
         * The exit codes that are not followed by a restart.
         */
        Optional<List<Integer>> fatalExitCodes();
    }

    /** How it is stopped. */
    interface StopConfig {

        /**
         * The signal that asks the main process to stop. If the process ignores that signal since its start, `TERM` is sent.
         */
        @WithDefault("TERM")
        StopSignal signal();

        /**
         * How long the sidecar may take to stop. Its processes that are still alive are then killed.
         */
        @WithDefault("10s")
        Duration timeout();
    }

    /** What becomes of its output, in the log category `io.quarkiverse.sidecar.output.` with the name after it. */
    interface OutputConfig {

        /**
         * The log level of the standard output. With `off`, it is read and dropped.
         */
        @WithDefault("info")
        @WithConverter(Converters.Level.class)
        OutputLevel stdoutLevel();

        /**
         * The log level of the standard error. With `off`, it is read and dropped.
         */
        @WithDefault("warn")
        @WithConverter(Converters.Level.class)
        OutputLevel stderrLevel();

        /**
         * The number of output lines to keep for the status and for failure reports.
         */
        @WithDefault("50")
        int tailLines();
    }
}
