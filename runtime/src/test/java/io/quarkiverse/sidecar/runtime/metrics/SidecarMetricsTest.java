package io.quarkiverse.sidecar.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.RealSidecars;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;

/** What the meters say of real sidecars. */
@Timeout(120)
class SidecarMetricsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Each launch adds a line to a file; the first two end with that exit code. */
    private static final String CRASHES_TWICE = "sh,-c,echo up; echo x >> launches;"
            + " [ $(wc -l < launches) -gt 2 ] && { echo up and well >&2; exec sleep 1000; }; exit 3";

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private RealSidecars real;

    @BeforeEach
    void stateFolder() throws IOException {
        real = new RealSidecars(Files.createDirectory(directory.resolve("state")));
    }

    @AfterEach
    void endThem() {
        real.close();
    }

    @Test
    void tellWhatHappenedBeforeTheyWereThere() {
        SidecarRegistry sidecars = real.launch("web.command=" + CRASHES_TWICE, "web.working-directory=" + directory,
                "web.restart.delay=10ms", "web.ready.log-pattern=up and well");
        awaitReady(sidecars.get("web"));

        new SidecarMetrics(sidecars).bindTo(registry);

        assertThat(value("sidecar.launches")).isEqualTo(3);
        assertThat(value("sidecar.restarts", "reason", "EXITED")).isEqualTo(2);
        assertThat(sum("sidecar.restarts")).isEqualTo(sidecars.get("web").status().restarts());
        assertThat(sum("sidecar.failures")).isZero();
        assertThat(value("sidecar.last.exit.code")).isEqualTo(3);
        assertThat(value("sidecar.output.lines", "stream", "stdout")).isEqualTo(3);
        assertThat(value("sidecar.output.lines", "stream", "stderr")).isEqualTo(1);
        assertThat(value("sidecar.output.dropped")).isZero();
        assertThat(registry.get("sidecar.time.to.ready").functionTimer().count()).isEqualTo(1);
        assertThat(registry.get("sidecar.time.to.ready").functionTimer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void followTheStates() {
        SidecarRegistry sidecars = real.launch("web.command=sleep,1000", "web.restart.stable-after=10ms");
        new SidecarMetrics(sidecars).bindTo(registry);
        Sidecar web = sidecars.get("web");

        awaitReady(web);
        assertThat(states()).containsExactly("READY");
        assertThat(value("sidecar.ready")).isEqualTo(1);
        assertThat(value("sidecar.last.exit.code")).isNaN();
        await().atMost(LONG).until(() -> value("sidecar.uptime") > 0);

        web.stop().await().atMost(LONG);
        assertThat(states()).containsExactly("STOPPED");
        assertThat(value("sidecar.ready")).isZero();
        assertThat(value("sidecar.uptime")).isZero();
        assertThat(value("sidecar.last.exit.code")).as("SIGTERM").isEqualTo(128 + 15);
        assertThat(sum("sidecar.restarts")).as("a stop is no failure").isZero();
    }

    @Test
    void answerWhileASidecarDoesNotWantToEnd() {
        SidecarRegistry sidecars = real.launch(
                "web.command=sh,-c,trap '' TERM; echo deaf now; while :; do sleep 0.1; done",
                "web.ready.log-pattern=deaf now", "web.stop.timeout=1h");
        new SidecarMetrics(sidecars).bindTo(registry);
        Sidecar web = sidecars.get("web");
        awaitReady(web);
        ProcessHandle obstinate = processes.own(web.status().pid().orElseThrow());

        web.stop();
        await().atMost(LONG).until(() -> states().equals(List.of("STOPPING")));
        assertThat(value("sidecar.ready")).isZero();
        assertThat(value("sidecar.uptime")).isZero();

        obstinate.destroyForcibly();
        await().atMost(LONG).until(() -> states().equals(List.of("STOPPED")));
        assertThat(value("sidecar.last.exit.code")).as("SIGKILL").isEqualTo(128 + 9);
    }

    @Test
    void takeWhateverNameASidecarHas() {
        String name = "\u00d6dd name, {x=1} 50% <b>";
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new SidecarMetrics(real.launch("\"" + name + "\".command=sleep,1000")).bindTo(prometheus);

        assertThat(prometheus.scrape()).contains("sidecar_launches_total{sidecar=\"" + name + "\"}");
    }

    @Test
    void countAFailureOnceWithItsReason() {
        SidecarRegistry sidecars = real.launch("web.command=no-such-program");
        new SidecarMetrics(sidecars).bindTo(registry);
        await().atMost(LONG).until(() -> sidecars.get("web").status().state() == SidecarState.FAILED);

        await().atMost(LONG).until(() -> value("sidecar.failures", "reason", "COMMAND_NOT_EXECUTABLE") == 1);
        assertThat(sum("sidecar.failures")).isEqualTo(1);
        assertThat(states()).containsExactly("FAILED");
        assertThat(value("sidecar.launches")).as("nothing was launched").isZero();
    }

    @Test
    void measureHealthPolls() throws IOException {
        Path well = Files.createFile(directory.resolve("well"));
        SidecarRegistry sidecars = real.launch("web.command=sleep,1000", "web.health.command=test,-e," + well,
                "web.health.interval=50ms", "web.health.failure-threshold=1000");
        new SidecarMetrics(sidecars).bindTo(registry);

        awaitReady(sidecars.get("web"));
        await().atMost(LONG).until(() -> polls("SUCCESS") > 1);
        assertThat(polls("FAILURE")).isZero();
        assertThat(registry.get("sidecar.health.poll").tag("outcome", "SUCCESS").functionTimer()
                .totalTime(TimeUnit.NANOSECONDS)).isPositive();

        Files.delete(well);
        await().atMost(LONG).until(() -> polls("FAILURE") > 1);
        assertThat(states()).containsExactly("READY");
    }

    @Test
    void countOnAfterALiveReloadAndNothingTwice() {
        String[] same = { "web.command=echo,up", "web.restart.policy=never", "kept.command=sleep,1000",
                "kept.restart.stable-after=10ms" };
        SidecarRegistry before = real.launch(same);
        SidecarMetrics first = new SidecarMetrics(before);
        first.bindTo(registry);
        awaitReady(before.get("kept"));
        await().atMost(LONG).until(() -> registry.get("sidecar.output.lines").tag("sidecar", "web").tag("stream", "stdout")
                .functionCounter().count() == 1);

        first.unbind();
        assertThat(registry.getMeters()).as("the registry outlasts the application, its meters do not").isEmpty();
        SidecarRegistry after = real.launch(same);
        new SidecarMetrics(after).bindTo(registry);

        awaitReady(after.get("kept"));
        await().atMost(LONG).until(() -> after.get("web").status().ready());
        assertThat(registry.get("sidecar.launches").tag("sidecar", "kept").functionCounter().count()).isEqualTo(1);
        assertThat(registry.get("sidecar.time.to.ready").tag("sidecar", "kept").functionTimer().count())
                .as("the new application is told once more that it is ready").isEqualTo(1);
        assertThat(registry.get("sidecar.output.lines").tag("sidecar", "web").tag("stream", "stdout").functionCounter()
                .count()).isEqualTo(1);

        after.get("kept").restart().await().atMost(LONG);
        assertThat(registry.get("sidecar.launches").tag("sidecar", "kept").functionCounter().count()).isEqualTo(2);
    }

    @Test
    void countWhatAnEarlierRunHasLeftBehind() throws Exception {
        Process app = processes.start(crashingApp("echo $$ > pid; exec sleep 1000"));
        Path pid = directory.resolve("pid");
        await().atMost(LONG).until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        processes.own(Long.parseLong(Files.readString(pid).strip()));
        app.destroyForcibly().waitFor();

        SidecarRegistry sidecars = real.launch("helper.command=sleep,1000", "helper.restart.stable-after=10ms");
        new SidecarMetrics(sidecars).bindTo(registry);
        awaitReady(sidecars.get("helper"));

        assertThat(value("sidecar.orphans.reclaimed")).isEqualTo(1);
    }

    /** An application that launches the script as its sidecar {@code helper}, without any tool to protect it. */
    private ProcessBuilder crashingApp(String script) throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("sleep"), Path.of("/bin/sleep"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "io.quarkiverse.sidecar.runtime.reclaim.CrashingApp", directory.resolve("state").toString(),
                "cd '" + directory + "'; " + script);
        builder.environment().put("PATH", bin.toString());
        return builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    }

    @Test
    void ofWhatSomebodyElseRunsTellOnlyWhatCanBeKnown() {
        SidecarRegistry sidecars = real.launch("web.mode=external", "web.host=127.0.0.1", "web.port=1",
                "web.health.interval=1h");
        new SidecarMetrics(sidecars).bindTo(registry);

        assertThat(registry.getMeters()).extracting(meter -> meter.getId().getName()).containsOnly("sidecar.state",
                "sidecar.ready", "sidecar.uptime", "sidecar.health.poll");
    }

    @Test
    void ofWhatIsSwitchedOffThereAreNone() {
        new SidecarMetrics(real.launch("web.command=sleep,1000", "web.enabled=false")).bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();

        new SidecarMetrics(real.launch("enabled=false", "web.command=sleep,1000")).bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();
    }

    private static void awaitReady(Sidecar sidecar) {
        await().atMost(LONG).until(() -> sidecar.status().state() == SidecarState.READY);
    }

    private double polls(String outcome) {
        return registry.get("sidecar.health.poll").tag("outcome", outcome).functionTimer().count();
    }

    private List<String> states() {
        return registry.find("sidecar.state").gauges().stream().filter(gauge -> gauge.value() == 1)
                .map(gauge -> gauge.getId().getTag("state")).toList();
    }

    private double value(String name, String... tags) {
        return value(registry.get(name).tags(tags).meter());
    }

    private double sum(String name) {
        return registry.find(name).meters().stream().mapToDouble(SidecarMetricsTest::value).sum();
    }

    private static double value(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }
}
