package io.quarkiverse.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarExitTest {

    @ParameterizedTest
    @CsvSource({ "129, SIGHUP", "135, SIGBUS", "137, SIGKILL", "138, SIGUSR1", "143, SIGTERM", "154, SIGVTALRM",
            "162, SIGRTMIN",
            "192, SIGRTMIN+30" })
    void namesEverySignal(int code, String signal) {
        assertThat(new SidecarExit(code).signal()).contains(signal);
        assertThat(new SidecarExit(code)).hasToString(signal);
    }

    @ParameterizedTest
    @CsvSource({ "159, SIGSYS, seccomp", "152, SIGXCPU, processor time", "153, SIGXFSZ, size limit" })
    void saysWhatARareSignalMeans(int code, String signal, String meaning) {
        assertThat(new SidecarExit(code).signal()).contains(signal);
        assertThat(new SidecarExit(code).toString()).startsWith(signal + " (").contains(meaning);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 128, 160, 161, 193, 255 })
    void takesOtherCodesForExits(int code) {
        assertThat(new SidecarExit(code).signal()).isEmpty();
        assertThat(new SidecarExit(code)).hasToString("exit " + code);
    }
}
