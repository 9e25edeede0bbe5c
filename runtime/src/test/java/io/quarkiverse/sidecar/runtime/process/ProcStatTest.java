package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {

    /** State, parent, group, session; fields up to the threads; threads, start; memory; up to the code; its end; the rest. */
    private static final String FIELDS = "%s 7 40 39 0 -1 4194304 167 0 0 0 0 0 0 0 20 0 %d 0 3663797 %d 412 1844 94 %d 1407"
            + " 0 0 0 0 6 0 1 0 0 17 1 0 0 0 0 0 94 94 94 140 141 %d %d 0\n";

    @ParameterizedTest
    @ValueSource(strings = { "sleep", "tmux: server", "a) R 1 (b", ") Z 1 1 1", "", "(((" })
    void readsWhatComesAfterAnyName(String name) {
        ProcessEntry entry = line("4711 (" + name + ") " + fields("S", 1, 4096, 5, 8, 9)).orElseThrow().entry();

        assertThat(entry).isEqualTo(new ProcessEntry(4711, 7, 40, 39, 3663797, false));
    }

    @Test
    void countsAZombieAsDeadUnlessItHasAnotherThread() {
        assertThat(line("4711 (x) " + fields("Z", 1, 0, 0, 0, 0)).orElseThrow().entry().zombie()).isTrue();
        assertThat(line("4711 (x) " + fields("X", 0, 0, 0, 0, 0)).orElseThrow().entry().zombie()).isTrue();
        assertThat(line("4711 (x) " + fields("Z", 2, 0, 0, 0, 0)).orElseThrow().entry().zombie()).isFalse();
    }

    @Test
    void tellsAStoppedProcessFromOneInTheHandsOfADebugger() {
        assertThat(line("4711 (x) " + fields("T", 1, 4096, 5, 8, 9)).orElseThrow().stopped()).isTrue();
        assertThat(line("4711 (x) " + fields("t", 1, 4096, 5, 8, 9)).orElseThrow().stopped()).isFalse();
    }

    @Test
    void tellsWhetherThereIsAnEnvironmentOrWillBe() {
        assertThat(line("4711 (x) " + fields("S", 1, 4096, 5, 8, 9)).orElseThrow().hasEnvironment()).isTrue();
        assertThat(line("4711 (x) " + fields("S", 1, 4096, 5, 8, 8)).orElseThrow().hasEnvironment()).isFalse();
        assertThat(line("4711 (x) " + fields("S", 1, 4096, 0, 0, 0)).orElseThrow().hasEnvironment())
                .as("just being executed").isTrue();
        assertThat(line("2 (kthreadd) " + fields("S", 1, 0, 0, 0, 0)).orElseThrow().hasEnvironment()).isFalse();
    }

    @Test
    void knowsThatThereIsNoEnvironmentOnlyOfWhoeverIsNotInTransition() {
        assertThat(line("4711 (x) " + fields("S", 1, 4096, 5, 8, 8)).orElseThrow().hasNoEnvironment()).isTrue();
        assertThat(line("2 (kthreadd) " + fields("S", 1, 0, 0, 0, 0).replace(" 4194304 ", " 2129984 ")).orElseThrow()
                .hasNoEnvironment()).isTrue();
        assertThat(line("4711 (x) " + fields("S", 1, 4096, 0, 0, 0)).orElseThrow().hasNoEnvironment())
                .as("just being executed").isFalse();
        assertThat(line("4711 (x) " + fields("R", 2, 0, 0, 0, 0)).orElseThrow().hasNoEnvironment())
                .as("its first thread is ending, another executes a program").isFalse();
    }

    @Test
    void wasReleasedWhenNoThreadIsLeftOfIt() {
        assertThat(line("4711 (x) " + fields("Z", 0, 0, 0, 0, 0)).orElseThrow().released()).isTrue();
        assertThat(line("4711 (x) " + fields("X", 0, 0, 0, 0, 0)).orElseThrow().released()).isTrue();
        assertThat(line("4711 (x) " + fields("Z", 1, 0, 0, 0, 0)).orElseThrow().released()).isFalse();
    }

    @Test
    void isNoneWhenTheLineIsNotThereOrNotWhole() {
        String whole = "4711 (x) " + fields("S", 1, 4096, 5, 8, 9);

        assertThat(ProcStat.of(4711, new byte[ProcStat.LONGEST], -1)).isEmpty();
        assertThat(ProcStat.of(4711, new byte[ProcStat.LONGEST], 0)).isEmpty();
        assertThat(line("4711 x S 7 40")).isEmpty();
        assertThat(line(whole.substring(0, whole.indexOf(" 3663797")))).isEmpty();
        assertThat(line("4711 (x)")).isEmpty();
    }

    @Test
    void readsNothingThatAnEarlierLineLeftInTheBuffer() {
        byte[] buffer = new byte[ProcStat.LONGEST];
        Arrays.fill(buffer, (byte) '9');
        String cut = "4711 (x) " + fields("S", 1, 4096, 5, 8, 9);
        cut = cut.substring(0, cut.indexOf("3663797") + 4);
        System.arraycopy(cut.getBytes(StandardCharsets.US_ASCII), 0, buffer, 0, cut.length());

        assertThat(ProcStat.of(4711, buffer, cut.length()).orElseThrow().entry().startTicks()).isEqualTo(3663);
    }

    private static String fields(String state, int threads, long memory, long codeEnd, long environmentStart,
            long environmentEnd) {
        return String.format(FIELDS, state, threads, memory, codeEnd, environmentStart, environmentEnd);
    }

    private static Optional<ProcStat> line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ProcStat.of(4711, bytes, bytes.length);
    }
}
