package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ClaimTest {

    private static final Claim CLAIM = new Claim("owner", "token");

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
        assertThat(Claim.in(Map.of("SIDECAR_ANCESTORS", ",:,a:,:b,c,owner:token"))).containsExactly(CLAIM);
    }

    @Test
    void joinsWhatItReads() {
        List<Claim> claims = List.of(CLAIM, new Claim("o", "t"));

        assertThat(Claim.in(Map.of("SIDECAR_ANCESTORS", Claim.join(claims)))).isEqualTo(claims);
    }
}
