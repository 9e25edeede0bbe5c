package io.quarkiverse.sidecar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** The check of the log knows what may stand there. */
class LogCheckTest {

    private static final String LAUNCHED = "10:00:00,123 DEBUG [io.quarkiverse.sidecar] Sidecar 'web' launched: pid 10, launch 1";
    private static final String FAILED = "10:00:00,123 ERROR [io.quarkiverse.sidecar] Sidecar 'web' has failed (EXITED): It ended";
    private static final String DEPENDENCY = "10:00:00,123 ERROR [io.quarkiverse.sidecar] Sidecar 'web' has failed"
            + " (DEPENDENCY_FAILED): 'redis' has failed";

    @Test
    void aFailureIsToldOnceForEachSeriesOfLaunches() {
        assertThat(wrong(LAUNCHED, FAILED, LAUNCHED, FAILED)).isEmpty();
        assertThat(wrong(LAUNCHED, FAILED, FAILED)).hasSize(1);
    }

    @Test
    void aDependencyMayFailAgainWithoutALaunch() {
        assertThat(wrong(LAUNCHED, FAILED, DEPENDENCY, DEPENDENCY)).isEmpty();
    }

    @Test
    void anyOtherErrorIsWrong() {
        assertThat(wrong("10:00:00,123 ERROR [io.quarkiverse.sidecar.runtime.concurrent.Mailbox] Handling it failed"))
                .containsExactly("Handling it failed");
    }

    @Test
    void aStackTraceIsWrong() {
        assertThat(wrong("10:00:00,123 WARN  [some.where] Something odd", "\tat some.where.Odd.thing(Odd.java:1)",
                "\tat some.where.Odd.rest(Odd.java:2)")).singleElement().asString().contains("Something odd", "Odd.thing");
    }

    @Test
    void anEventLoopMayWaitButNotInTheExtension() {
        String blocked = "10:00:00,123 WARN  [io.vertx.core.impl.BlockedThreadChecker] Thread x has been blocked for 2100 ms";
        String elsewhere = "\tat java.base@17.0.15/java.util.HashMap.put(HashMap.java:1)";
        String ours = "\tat io.quarkiverse.sidecar.runtime.probe.HttpProbe.ask(HttpProbe.java:1)";

        assertThat(wrong(blocked, elsewhere, elsewhere)).isEmpty();
        assertThat(wrong(blocked, elsewhere, ours, elsewhere)).singleElement().asString().contains("HttpProbe.ask");
    }

    @Test
    void aQuestionThatComesTooLateIsNot() {
        assertThat(wrong("10:00:00,123 WARN  [io.netty.bootstrap.ServerBootstrap] Failed to register an accepted channel: x",
                "\tat io.netty.Some.where(Some.java:1)")).isEmpty();
    }

    @Test
    void aConnectionThatIsResetMustHaveBeenOneOfTheApplicationsOwn() {
        String reset = "10:00:00,123 ERROR [io.vertx.core.net.impl.ConnectionBase] Connection reset";
        String own = "10:00:00,124 WARN  [io.quarkiverse.sidecar.it.MonitorUnavailable] A question to agent-monitor was not"
                + " answered: java.net.SocketException: Connection reset";

        assertThat(wrong(reset, LAUNCHED, own)).isEmpty();
        assertThat(wrong(reset, reset, own)).singleElement().asString().contains("Connection reset");
        assertThat(wrong(own, reset)).hasSize(1);
        List<String> muchLater = new ArrayList<>(Collections.nCopies(60, LAUNCHED));
        muchLater.add(0, reset);
        muchLater.add(own);
        assertThat(wrong(muchLater.toArray(String[]::new))).hasSize(1);
    }

    @Test
    void sidecarsMaySayWhatTheyLike() {
        assertThat(wrong("10:00:00,123 ERROR [io.quarkiverse.sidecar.output.web] all is lost")).isEmpty();
    }

    private static List<String> wrong(String... lines) {
        LogCheck check = new LogCheck();
        List<String> wrong = new ArrayList<>(List.of(lines).stream().map(check::look).flatMap(Optional::stream).toList());
        check.atTheEnd().ifPresent(wrong::add);
        return wrong;
    }
}
