package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class LaunchMarkerTest {

    private static final LaunchMarker CLAIM = new LaunchMarker("owner", "token");

    @Test
    void isCarriedByTheLaunchItself() {
        assertThat(CLAIM.carriedBy(Map.of("SIDECAR_OWNER", "owner", "SIDECAR_TOKEN", "token"))).isTrue();
    }

    @Test
    void isCarriedByASidecarsSidecar() {
        assertThat(CLAIM.carriedBy(Map.of("SIDECAR_OWNER", "inner", "SIDECAR_TOKEN", "other", "SIDECAR_ANCESTORS",
                "outermost:t0,owner:token"))).isTrue();
    }

    @Test
    void isNotCarriedWithTheTokenOfAnotherOwner() {
        assertThat(CLAIM.carriedBy(Map.of("SIDECAR_OWNER", "other", "SIDECAR_TOKEN", "token"))).isFalse();
        assertThat(CLAIM.carriedBy(Map.of("SIDECAR_TOKEN", "token"))).isFalse();
        assertThat(CLAIM.carriedBy(Map.of())).isFalse();
    }

    @Test
    void skipsWhatIsNoClaim() {
        assertThat(LaunchMarker.in(Map.of("SIDECAR_ANCESTORS", ",:,a:,:b,c,owner:token"))).containsExactly(CLAIM);
    }

    @Test
    void joinsWhatItReads() {
        List<LaunchMarker> markers = List.of(CLAIM, new LaunchMarker("o", "t"));

        assertThat(LaunchMarker.in(Map.of("SIDECAR_ANCESTORS", LaunchMarker.join(markers)))).isEqualTo(markers);
    }
}
