package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** What a crashed main process leaves is ended before the next launch, also what carries no trace but its session. */
class CrashLeavesNothingTest {

    static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.with()
            .overrideConfigKey("quarkus.sidecar.parent.command",
                    "sh,-c,sleep 0.6; env -i sleep 1000 & setsid sleep 1000 & wait")
            .overrideConfigKey("quarkus.sidecar.parent.restart.stable-after", "100ms")
            .overrideConfigKey("quarkus.sidecar.parent.restart.delay", "10ms");

    @Inject
    @Identifier("parent")
    Sidecar parent;

    @Test
    void endsTheChildrenOfACrashedSidecar() {
        long main = parent.awaitReady(LONG).pid().getAsLong();
        ProcessHandle handle = ProcessHandle.of(main).orElseThrow();
        await().atMost(LONG).until(() -> children(handle).size() == 2);
        Instant there = Instant.now();
        List<Long> children = children(handle);
        try {
            // Its last sign of life is then younger than the children.
            await().until(() -> Duration.between(there, Instant.now()).toMillis() > 600);
            handle.destroyForcibly();
            await().atMost(LONG).until(() -> parent.status().launch() == 2
                    && parent.status().state() == SidecarState.READY);
            assertThat(children).noneMatch(Processes::alive);
        } finally {
            children.forEach(child -> ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static List<Long> children(ProcessHandle main) {
        return main.children().filter(child -> child.info().command().filter(name -> name.endsWith("sleep")).isPresent())
                .map(ProcessHandle::pid).toList();
    }
}
