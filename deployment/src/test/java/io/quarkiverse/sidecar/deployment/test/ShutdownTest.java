package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;

/** Nothing outlives the application: neither the obedient, nor the stubborn, nor what either has started. */
class ShutdownTest {

    static final int PORT = JvmWide.port(ShutdownTest.class);
    static final List<ProcessHandle> launched = JvmWide.of(ShutdownTest.class, "launched", CopyOnWriteArrayList::new);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT)
            .overrideConfigKey("quarkus.sidecar.stubborn.command", "sh,-c,trap '' TERM; while :; do sleep 1000; done")
            .overrideConfigKey("quarkus.sidecar.stubborn.stop.timeout", "300ms")
            .overrideConfigKey("quarkus.sidecar.stubborn.restart.stable-after", "100ms")
            .overrideConfigKey("quarkus.sidecar.parent.command", "sh,-c,sleep 1000 & setsid sleep 1000 & wait")
            .overrideConfigKey("quarkus.sidecar.parent.restart.stable-after", "100ms")
            .setAfterUndeployListener(ShutdownTest::assertNothingLives);

    @Inject
    Sidecars sidecars;

    @Test
    void endsThemAllWithTheApplication() {
        for (Sidecar sidecar : sidecars.all()) {
            sidecar.awaitReady(Duration.ofSeconds(30));
            assertThat(sidecar.status().state()).isEqualTo(SidecarState.READY);
            ProcessHandle main = ProcessHandle.of(sidecar.status().pid().getAsLong()).orElseThrow();
            launched.add(main);
        }
        ProcessHandle parent = ProcessHandle.of(sidecars.get("parent").status().pid().getAsLong()).orElseThrow();
        await().until(() -> parent.descendants().count() >= 2);
        parent.descendants().forEach(launched::add);
        assertThat(launched).hasSizeGreaterThanOrEqualTo(5).allMatch(ProcessHandle::isAlive);
    }

    static void assertNothingLives() {
        try {
            assertThat(launched).isNotEmpty().noneMatch(handle -> Processes.alive(handle.pid()));
        } finally {
            launched.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
