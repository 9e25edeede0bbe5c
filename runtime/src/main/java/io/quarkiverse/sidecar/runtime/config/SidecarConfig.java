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
     * The program and its arguments, a list. No shell reads it; a comma within an argument is written `\,`, and an argument
     * may be empty, as in `a,,b`. `{port}` stands for the port. Required in mode `managed`.
     */
    Optional<List<@WithConverter(Converters.Verbatim.class) String>> command();

    /** The same where it is one text. */
    @ConfigDocIgnore
    @WithName("command")
    @WithConverter(Arguments.class)
    Optional<List<String>> commandText();

    /**
     * Whether it is launched, and part of readiness.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * Who runs it: `managed`, this extension does; `external`, somebody else does, for example a container beside this one.
     * What is external is neither launched nor stopped, and its port may be anybody's: it is asked, reported, and waited for
     * as long as it takes. It needs a port to ask at. A command that is declared all the same is not used.
     */
    @WithDefault("managed")
    Mode mode();

    /**
     * Whether the application is ready only when this sidecar is.
     */
    @WithDefault("true")
    boolean required();

    /**
     * Whether the application's start waits for it: `async`, not at all; `await-ready`, until it is ready, no longer than its
     * `ready.timeout` and those of the sidecars that it depends on. When it fails, or that time is over, the start of the
     * application fails with the reason.
     */
    @WithDefault("async")
    Startup startup();

    /**
     * Names of sidecars that must be ready, or completed, before this one is launched; when the application ends they are
     * stopped after it. When one of them fails for good, this one fails with `DEPENDENCY_FAILED`, and is started again when
     * that is up again. What they do later does not concern it while it is up.
     */
    Optional<List<String>> dependsOn();

    /**
     * Variables added to its environment. `{port}` stands for the port. A value may be empty.
     */
    @ConfigDocMapKey("variable")
    Map<String, @WithConverter(Converters.Verbatim.class) String> environment();

    /**
     * Names of variables that it does not inherit. A variable of `environment` is set all the same.
     */
    Optional<List<String>> environmentUnset();

    /**
     * Whether the sidecar inherits the application's environment. What is meant for the application's own process is left out:
     * `QUARKUS_++*++`, the options of a JVM (`JAVA_TOOL_OPTIONS`, `JDK_JAVA_OPTIONS`, `_JAVA_OPTIONS`), what systemd says to
     * its main process (`NOTIFY_SOCKET`, `WATCHDOG_++*++`, `LISTEN_++*++`), a debugger's options in `NODE_OPTIONS`, and `PORT`.
     * If `false`, only `PATH`, `HOME`, `LANG`, `TMPDIR`, `USER`, and what is declared.
     */
    @WithDefault("true")
    boolean inheritEnvironment();

    /**
     * The folder that it runs in. It must exist.
     */
    @ConfigDocDefault("the application's")
    Optional<Path> workingDirectory();

    /**
     * Where it is probed.
     */
    @WithDefault("127.0.0.1")
    String host();

    /**
     * The port that it listens on, handed to it as `PORT`. 0: a free one is chosen and kept for the run.
     */
    OptionalInt port();

    /**
     * What becomes of it in dev mode when the application is reloaded. `keep`: as long as its declaration is the same it goes
     * on running, with the same pid; it is restarted only when something else has changed of it than `required`, `startup`,
     * `depends-on` or this key. `restart`: it ends with the application, and is launched anew with the next one.
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
         * How long a launch may take to become ready; then it is ended, and counts as failed.
         */
        @WithDefault("60s")
        Duration timeout();

        /**
         * A regular expression. It is not ready before a line of its output holds a match, whatever its probe says.
         */
        Optional<String> logPattern();
    }

    /** What follows when it ends. */
    interface RestartConfig {

        /**
         * Which ends are followed by a restart: `always`, `on-failure` (all but exit code 0), `never`.
         */
        @WithDefault("always")
        RestartPolicy policy();

        /**
         * Restarts without a stable run between them; then it has failed.
         */
        @WithDefault("5")
        int maxAttempts();

        /**
         * The first delay; it doubles from one restart to the next. After a stable run the first restart is immediate.
         */
        @WithDefault("1s")
        Duration delay();

        /**
         * No delay is longer, but for the jitter.
         */
        @WithDefault("30s")
        Duration maxDelay();

        /**
         * By up to this share, drawn at random, a delay is lengthened: from 0 to 1.
         */
        @WithDefault("0.2")
        double jitter();

        /**
         * Ready for that long is a stable run: all restarts are allowed again.
         */
        @WithDefault("5s")
        Duration stableAfter();

        /**
         * Within this time no more than `restart.window-attempts` restarts, stable runs or not.
         */
        Optional<Duration> window();

        /**
         * See `restart.window`.
         */
        OptionalInt windowAttempts();

        /**
         * A failed sidecar is tried again after that long.
         */
        @ConfigDocDefault("never")
        Optional<Duration> retryAfter();

        /**
         * Exit codes after which no restart is tried.
         */
        Optional<List<Integer>> fatalExitCodes();
    }

    /** How it is stopped. */
    interface StopConfig {

        /**
         * The signal that asks its main process to end.
         */
        @WithDefault("TERM")
        StopSignal signal();

        /**
         * Whatever of its processes is alive after that long is killed.
         */
        @WithDefault("10s")
        Duration timeout();
    }

    /** What becomes of its output, in the log category `io.quarkiverse.sidecar.output.` with the name after it. */
    interface OutputConfig {

        /**
         * The level of what it writes to its standard output. `off`: it is read and dropped.
         */
        @WithDefault("info")
        @WithConverter(Converters.Level.class)
        OutputLevel stdoutLevel();

        /**
         * The level of what it writes to its standard error.
         */
        @WithDefault("warn")
        @WithConverter(Converters.Level.class)
        OutputLevel stderrLevel();

        /**
         * So many last lines are kept for its status and its failure.
         */
        @WithDefault("50")
        int tailLines();
    }
}
