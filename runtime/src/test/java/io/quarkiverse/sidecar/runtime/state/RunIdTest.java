package io.quarkiverse.sidecar.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

class RunIdTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @Test
    void isReadBackFromItsText() {
        RunId id = RunId.create(TABLE);

        assertThat(RunId.parse(id.toString())).contains(id);
        assertThat(id.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(RunId.create(TABLE)).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1-2", "1-2-3", "-1-2-00000000000000000000000000000000", "a",
            "99999999999-2-00000000000000000000000000000000", "1-2-00000000000000000000000000000000,x" })
    void isNotMadeOfOtherText(String text) {
        assertThat(RunId.parse(text)).isEmpty();
    }

    @Test
    void ofThisJvmIsAliveWhileItHoldsASlot() {
        RunId id = RunId.create(TABLE);
        Path lock = Path.of("/nowhere/lock of a test");

        assertThat(id.alive(TABLE)).isFalse();
        HeldSlotRegistry.claim(lock, id.toString());
        try {
            assertThat(id.alive(TABLE)).isTrue();
        } finally {
            HeldSlotRegistry.release(lock);
        }
        assertThat(id.alive(TABLE)).isFalse();
    }

    @Test
    void ofAnotherJvmIsAliveWhileThatLives() throws Exception {
        Process jvm = processes.bystander("sleep", "1000");
        RunId id = new RunId(jvm.pid(), TABLE.find(jvm.pid()).orElseThrow().startTicks(), "0".repeat(32));

        assertThat(id.alive(TABLE)).isTrue();
        assertThat(new RunId(id.pid(), id.startTicks() + 1, id.random()).alive(TABLE)).isFalse();
        jvm.toHandle().destroyForcibly();
        jvm.onExit().get();
        assertThat(id.alive(TABLE)).isFalse();
    }

    @Test
    void ofProcessOneIsAliveToo() {
        long ticks = TABLE.find(1).orElseThrow().startTicks();

        assertThat(new RunId(1, ticks, "0".repeat(32)).alive(TABLE)).as("the app of a container").isTrue();
        assertThat(new RunId(1, ticks + 1, "0".repeat(32)).alive(TABLE)).isFalse();
    }
}
