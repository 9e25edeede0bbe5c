package io.quarkiverse.sidecar.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.Sidecar;

class OpenFaultTest {

    private final List<String> undone = new ArrayList<>();

    @Test
    void isUndoneOnce() {
        Fault fault = Disturbances.open(() -> undone.add("first"));
        fault.close();
        fault.close();
        Disturbances.putBack();
        assertThat(undone).containsExactly("first");
    }

    @Test
    void whatIsLeftOpenIsUndoneTheNewestFirst() {
        Disturbances.open(() -> undone.add("first"));
        Disturbances.open(() -> undone.add("second"));
        Disturbances.putBack();
        Disturbances.putBack();
        assertThat(undone).containsExactly("second", "first");
    }

    @Test
    void onlySidecarsOfTheExtensionHaveFaults() {
        Sidecar none = null;
        assertThatThrownBy(() -> SidecarFaults.of(none)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inject it, or take it from Sidecars");
    }
}
