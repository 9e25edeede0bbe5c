package io.quarkiverse.sidecar.deployment.test.devui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.runtime.devui.SidecarJsonRPCService;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarListener;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;

/** Outside dev mode there is no journal, and nothing that the Dev UI could call. */
class NobodyWatchesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication();

    @Test
    void noBeanOfTheDevUiIsThere() {
        assertThat(Arc.container().instance(SidecarListener.class).isAvailable()).isFalse();
        assertThat(Arc.container().instance(SidecarJsonRPCService.class).isAvailable()).isFalse();
    }
}
