package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretKeySelector;

class NativeSidecarContainerTest {

    @Test
    void keepsTheEntryPointOfTheImage() {
        Container container = NativeSidecarContainer.of(Plans.web("web.command=node,server.js"));
        assertThat(container.getRestartPolicy()).isEqualTo("Always");
        assertThat(container.getImage()).isEqualTo("acme/web:1");
        assertThat(container.getCommand()).isEmpty();
        assertThat(container.getArgs()).isEmpty();
        assertThat(container.getImagePullPolicy()).isNull();
        assertThat(container.getPorts()).singleElement().satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(4820));
    }

    @Test
    void runsWhatIsDeclaredOfTheContainer() {
        Container container = NativeSidecarContainer.of(Plans.web("web.command=node,server.js", "web.container.command=serve",
                "web.container.arguments=--port,{port},--token=$(API_TOKEN)", "web.container.image-pull-policy=IfNotPresent",
                "web.container.resources.requests.memory=64Mi", "web.container.resources.limits.\"nvidia.com/gpu\"=1"));
        assertThat(container.getCommand()).containsExactly("serve");
        assertThat(container.getArgs()).containsExactly("--port", "4820", "--token=$(API_TOKEN)");
        assertThat(container.getImagePullPolicy()).isEqualTo("IfNotPresent");
        assertThat(container.getResources().getRequests()).isEqualTo(Map.of("memory", new Quantity("64Mi")));
        assertThat(container.getResources().getLimits()).isEqualTo(Map.of("nvidia.com/gpu", new Quantity("1")));
    }

    @Test
    void seesTheVariablesThatItWouldBeLaunchedWith() {
        Map<String, String> variables = new TreeMap<>();
        NativeSidecarContainer
                .of(Plans.web("web.environment.URL=http://localhost:{port}/", "web.environment.PLAIN=a \"b\"\n$c 'd'",
                        "web.environment.PRICE=$(NAME) $$$$"))
                .getEnv()
                .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        assertThat(variables).isEqualTo(Map.of("PORT", "4820", "SIDECAR_NAME", "web", "URL", "http://localhost:4820/",
                "PLAIN", "a \"b\"\n$c 'd'",
                // SmallRye makes one dollar of two, and so does Kubernetes.
                "PRICE", "$$(NAME) $$$$"));
    }

    @Test
    void takesSecretsFromSecrets() {
        Container container = NativeSidecarContainer.of(Plans.web("web.environment.API_TOKEN=on the laptop",
                "web.container.secrets.API_TOKEN=web-secret/token"));
        assertThat(container.getEnv()).filteredOn(variable -> variable.getName().equals("API_TOKEN")).singleElement()
                .extracting(EnvVar::getValue, variable -> variable.getValueFrom().getSecretKeyRef())
                .containsExactly(null, new SecretKeySelector("token", "web-secret", null));
    }

    @Test
    void holdsNoSecretEvenWhenNobodyHasChecked() {
        assertThat(
                NativeSidecarContainer.of(Plans.web("web.environment.API_TOKEN=hush", "web.environment.URL=http://u:hush@h")))
                .asString().doesNotContain("hush");
    }
}
