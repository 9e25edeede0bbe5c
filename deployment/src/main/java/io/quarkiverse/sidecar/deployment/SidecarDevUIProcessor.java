package io.quarkiverse.sidecar.deployment;

import io.quarkiverse.sidecar.runtime.devui.DevUiListener;
import io.quarkiverse.sidecar.runtime.devui.SidecarJsonRPCService;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** Shows the sidecars in the Dev UI: a card, a page, and what they call. In dev mode only. */
class SidecarDevUIProcessor {

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    CardPageBuildItem card() {
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.webComponentPageBuilder().title("Sidecars").icon("font-awesome-solid:motorcycle")
                .componentLink("qwc-sidecars.js").streamingLabelJsonRPCMethodName("streamSummary"));
        return card;
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    JsonRPCProvidersBuildItem calls() {
        return new JsonRPCProvidersBuildItem(SidecarJsonRPCService.class);
    }

    /** Found by its type, and by nothing in the application. */
    @BuildStep(onlyIf = IsLocalDevelopment.class)
    AdditionalBeanBuildItem watch() {
        return AdditionalBeanBuildItem.unremovableOf(DevUiListener.class);
    }
}
