package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkiverse.sidecar.SidecarUnhealthy;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** One HTTP sidecar, from its start to its end and back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SidecarLifeTest {

    static final int PORT = JvmWide.port(SidecarLifeTest.class);
    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class)
            .overrideConfigKey("quarkus.sidecar.web.environment.API_TOKEN", "s3cr3t-value")
            .overrideConfigKey("quarkus.sidecar.web.health.failure-threshold", "2")
            .overrideConfigKey("quarkus.sidecar.off.enabled", "false");

    @Inject
    Sidecars sidecars;

    @Inject
    @Identifier("web")
    Sidecar web;

    @Inject
    EventJournal journal;

    @Test
    @Order(1)
    void comesUpAndSaysSo() {
        SidecarStatus status = web.awaitReady(LONG);
        assertThat(status.state()).isEqualTo(SidecarState.READY);
        assertThat(status.launch()).isEqualTo(1);
        assertThat(status.port()).hasValue(PORT);
        assertThat(ProcessHandle.of(status.pid().getAsLong())).isPresent();
        assertThat(status.protections()).contains(Protection.RECORD, Protection.GATE, Protection.VERIFIED_LISTENER);
        assertThat(web.uri()).hasValue(URI.create("http://127.0.0.1:" + PORT));
        await().untilAsserted(() -> assertThat(journal.of(SidecarReady.class, "web")).hasSize(1));
        assertThat(journal.of(SidecarLaunched.class, "web")).hasSize(1);
    }

    @Test
    @Order(2)
    void isFoundByNameAndByIdentifier() {
        assertThat(sidecars.get("web").status()).isEqualTo(web.status());
        assertThat(sidecars.all()).extracting(Sidecar::name).containsExactly("off", "web");
        assertThat(sidecars.find("nobody")).isEmpty();
        assertThatThrownBy(() -> sidecars.get("nobody")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nobody").hasMessageContaining("web");
        assertThatThrownBy(() -> sidecars.get("wbe")).hasMessage("No sidecar 'wbe' is declared: did you mean 'web'?"
                + " Otherwise set quarkus.sidecar.wbe.command, or use one of [off, web]");
    }

    @Test
    @Order(3)
    void showsItsOutputButNoSecret() {
        await().untilAsserted(() -> assertThat(web.status().outputTail()).contains(
                "helper listens on " + PORT + ", secret is ***"));
    }

    @Test
    @Order(4)
    void aDisabledSidecarIsKnownAndNeverLaunched() {
        Sidecar off = sidecars.get("off");
        assertThat(off.status().state()).isEqualTo(SidecarState.STOPPED);
        assertThatThrownBy(() -> off.start().await().atMost(LONG)).isInstanceOf(SidecarFailedException.class)
                .hasMessageContaining("quarkus.sidecar.off.enabled=false");
    }

    @Test
    @Order(5)
    void tellsObserversOffItsOwnThreads() {
        await().untilAsserted(() -> assertThat(journal.asynchronous).hasSameSizeAs(journal.synchronous));
        assertThat(journal.ofWeb).isEqualTo(journal.synchronous);
        assertThat(journal.threads).noneMatch(name -> name.startsWith("sidecar-"));
        assertThat(journal.requestContexts).containsOnly(true);
    }

    @Test
    @Order(6)
    void aCrashAfterAStableRunIsFollowedByALaunchAtOnce() {
        SidecarStatus before = web.awaitReady(LONG);
        await().until(() -> Duration.between(before.readySince().orElseThrow(), Instant.now()).toMillis() > 500);
        Helper.tell(PORT, "/exit?7");
        await().atMost(LONG).until(() -> web.status().launch() == 2 && web.status().state() == SidecarState.READY);
        assertThat(web.status().pid()).isNotEqualTo(before.pid());
        assertThat(web.status().restarts()).isEqualTo(1);
        assertThat(web.status().lastExit()).hasToString("Optional[exit 7]");
        await().untilAsserted(() -> assertThat(journal.of(SidecarRestartScheduled.class, "web")).singleElement()
                .satisfies(restart -> {
                    assertThat(restart.delay()).isZero();
                    assertThat(restart.launch()).isEqualTo(1);
                }));
        assertThat(journal.of(SidecarExited.class, "web")).singleElement()
                .satisfies(exited -> assertThat(exited.requested()).isFalse());
    }

    @Test
    @Order(7)
    void aHungSidecarIsStoppedAndRestarted() {
        long hung = web.awaitReady(LONG).pid().getAsLong();
        Helper.tell(PORT, "/hang");
        await().atMost(LONG).until(() -> web.status().launch() == 3 && web.status().state() == SidecarState.READY);
        assertThat(Processes.alive(hung)).isFalse();
        await().untilAsserted(() -> assertThat(journal.of(SidecarUnhealthy.class, "web")).singleElement()
                .satisfies(unhealthy -> assertThat(unhealthy.launch()).isEqualTo(2)));
    }

    @Test
    @Order(8)
    void stopsAndStaysDownUntilItIsStarted() {
        long pid = web.awaitReady(LONG).pid().getAsLong();
        assertThat(web.stop().await().atMost(LONG).state()).isEqualTo(SidecarState.STOPPED);
        assertThat(Processes.alive(pid)).isFalse();
        assertThat(web.uri()).isEmpty();
        await().untilAsserted(() -> assertThat(journal.of(SidecarStopped.class, "web")).hasSize(1));

        SidecarStatus again = web.start().await().atMost(LONG);
        assertThat(again.state()).isEqualTo(SidecarState.READY);
        assertThat(again.launch()).isEqualTo(4);
    }

    @Test
    @Order(9)
    void restartsWithANewProcess() {
        SidecarStatus before = web.awaitReady(LONG);
        SidecarStatus after = web.restart().await().atMost(LONG);
        assertThat(after.launch()).isEqualTo(before.launch() + 1);
        assertThat(after.pid()).isNotEqualTo(before.pid());
    }

    @Test
    @Order(10)
    void acceptsACommandThatNobodySubscribesTo() {
        web.stop();
        await().atMost(LONG).until(() -> web.status().state() == SidecarState.STOPPED);
        web.start().subscribe().with(status -> {
        }).cancel();
        await().atMost(LONG).until(() -> web.status().state() == SidecarState.READY);
        assertThat(journal.synchronous).extracting(SidecarEvent::launch).isSorted();
    }
}
