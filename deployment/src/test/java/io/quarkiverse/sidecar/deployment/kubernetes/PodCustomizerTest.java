package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

class PodCustomizerTest {

    private static final PodCustomizer CHANGES = PodCustomizer
            .of(Plans.of("a.container.image=a:1", "a.port=1", "b.container.image=b:1",
                    "b.port=2", "a.depends-on=b"), 45);

    private static PodSpecBuilder pod() {
        return new PodSpecBuilder().addNewContainer().withName("shop").endContainer();
    }

    private static PodSpec changed(PodSpecBuilder pod, String kind) {
        CHANGES.apply(pod, kind, "shop");
        return pod.build();
    }

    @Test
    void comeAfterTheInitContainersThatAreThere() {
        PodSpec pod = changed(pod().addNewInitContainer().withName("migrate").endInitContainer(), "Deployment");
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("migrate", "b", "a");
        assertThat(pod.getInitContainers().get(0).getRestartPolicy()).isNull();
    }

    @Test
    void leaveWhatIsDeclaredOfAContainerOfThatName() {
        PodSpec pod = changed(
                pod().addNewInitContainer().withName("a").withImage("other:2").addNewVolumeMount().withName("data")
                        .endVolumeMount().addNewEnv().withName("PORT").withValue("9").endEnv().endInitContainer(),
                "Deployment");
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("b", "a");
        Container merged = pod.getInitContainers().get(1);
        assertThat(merged.getImage()).isEqualTo("other:2");
        assertThat(merged.getRestartPolicy()).isEqualTo("Always");
        assertThat(merged.getVolumeMounts()).hasSize(1);
        assertThat(merged.getLivenessProbe()).isNotNull();
        assertThat(merged.getEnv()).containsExactlyInAnyOrder(new EnvVar("PORT", "9", null),
                new EnvVar("SIDECAR_NAME", "a", null));
    }

    @Test
    void refuseTheNameOfAnotherContainer() {
        assertThatThrownBy(() -> changed(pod().addNewContainer().withName("a").endContainer(), "Deployment"))
                .hasMessageContaining("The sidecar 'a' becomes the container 'a'").hasMessageContaining("rename");
    }

    @Test
    void tellTheApplicationAndNobodyElse() {
        PodSpec pod = changed(new PodSpecBuilder().addNewContainer().withName("proxy").endContainer().addNewContainer()
                .withName("shop").addNewEnv().withName("QUARKUS_SIDECAR_B_MODE").withValue("managed").endEnv().endContainer(),
                "Deployment");
        assertThat(pod.getContainers().get(0).getEnv()).isEmpty();
        assertThat(pod.getContainers().get(1).getEnv()).containsExactly(
                new EnvVar("QUARKUS_SIDECAR_B_MODE", "managed", null), new EnvVar("QUARKUS_SIDECAR_A_MODE", "external", null));
        PodSpec renamed = changed(new PodSpecBuilder().addNewContainer().withName("app").endContainer(), "Deployment");
        assertThat(renamed.getContainers().get(0).getEnv()).hasSize(2);
    }

    @Test
    void setTheGracePeriodWhereNobodyHas() {
        assertThat(changed(pod(), "Deployment").getTerminationGracePeriodSeconds()).isEqualTo(45);
        assertThat(changed(pod().withTerminationGracePeriodSeconds(10L), "StatefulSet").getTerminationGracePeriodSeconds())
                .as("a default of Quarkus").isEqualTo(45);
        assertThat(changed(pod().withTerminationGracePeriodSeconds(300L), "Deployment").getTerminationGracePeriodSeconds())
                .isEqualTo(300);
    }

    @Test
    void warnOfAGracePeriodThatIsTooShort() {
        PodSpecBuilder pod = pod().withTerminationGracePeriodSeconds(20L);
        List<String> warnings = CHANGES.apply(pod, "Deployment", "shop");
        assertThat(warnings).singleElement().asString().contains("is 20", "45 seconds");
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(20);
    }
}
