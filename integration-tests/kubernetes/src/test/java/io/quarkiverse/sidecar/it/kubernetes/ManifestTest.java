package io.quarkiverse.sidecar.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** What the manifests say, read by the typed model of Kubernetes. */
@Timeout(600)
class ManifestTest {

    private static final String S = "quarkus.sidecar.";

    /** Four sidecars, of which three have an image, for every kind of cluster. */
    private static Built several;

    @BeforeAll
    static void build() {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.kubernetes.deployment-target", "kubernetes,openshift,knative");
        properties.put("quarkus.openshift.deployment-kind", "StatefulSet");
        properties.put("quarkus.kubernetes.init-containers.\"web\".mounts.\"data\".path", "/data");
        properties.put("quarkus.kubernetes.sidecars.proxy.image", "acme/proxy:1");
        // After all others by name, before all others by what depends on it.
        properties.put(S + "zoo.container.image", "acme/zoo:1");
        properties.put(S + "zoo.port", "2181");
        properties.put(S + "zoo.health.command", "sh,-c,ask {port}");
        properties.put(S + "\"web\".command", "node,server.js");
        properties.put(S + "\"web\".container.image", "acme/web:1");
        properties.put(S + "\"web\".port", "4820");
        properties.put(S + "\"web\".depends-on", "zoo");
        properties.put(S + "\"web\".health.path", "/api/health");
        properties.put(S + "\"web\".ready.timeout", "90s");
        properties.put(S + "\"web\".environment.URL", "http://localhost:{port}");
        properties.put(S + "\"web\".environment.HOSTILE", "it's \"$(PATH)\":\n- {a: b} # é");
        properties.put(S + "\"web\".environment.API_TOKEN", "hush");
        properties.put(S + "\"web\".container.secrets.API_TOKEN", "web/token");
        properties.put(S + "\"web\".container.resources.requests.memory", "64Mi");
        properties.put(S + "Big_One.container.image", "acme/big:1");
        properties.put(S + "Big_One.port", "7777");
        properties.put(S + "Big_One.environment.BIND", "127.0.0.1");
        properties.put(S + "child.command", "sleep,1000");
        properties.put(S + "child.stop.timeout", "45s");
        properties.put(S + "off.container.image", "acme/off:1");
        properties.put(S + "off.enabled", "false");
        several = Project.of(properties).build();
    }

    private static PodSpec pod() {
        return several.resource("kubernetes", Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(PodSpec pod, String name) {
        return pod.getInitContainers().stream().filter(container -> container.getName().equals(name)).findFirst().orElseThrow();
    }

    private static Map<String, EnvVar> variables(Container container) {
        Map<String, EnvVar> variables = new HashMap<>();
        container.getEnv().forEach(variable -> assertThat(variables.put(variable.getName(), variable)).isNull());
        return variables;
    }

    @Test
    void startsNativeSidecarsInTheOrderOfWhatDependsOnWhat() {
        assertThat(pod().getInitContainers()).extracting(Container::getName).containsExactly("big-one", "zoo", "web");
        assertThat(pod().getInitContainers()).extracting(Container::getRestartPolicy).containsOnly("Always");
        assertThat(pod().getContainers()).extracting(Container::getName).containsExactlyInAnyOrder("shop", "proxy");
    }

    @Test
    void asksByTheSameHealthKeys() {
        Container web = container(pod(), "web");
        for (Probe probe : List.of(web.getStartupProbe(), web.getLivenessProbe(), web.getReadinessProbe())) {
            assertThat(probe.getHttpGet().getPath()).isEqualTo("/api/health");
            assertThat(probe.getHttpGet().getPort().getIntVal()).isEqualTo(4820);
        }
        assertThat(web.getStartupProbe().getFailureThreshold() * web.getStartupProbe().getPeriodSeconds()).isEqualTo(90);
        assertThat(container(pod(), "zoo").getLivenessProbe().getExec().getCommand()).containsExactly("sh", "-c", "ask 2181");
        assertThat(container(pod(), "big-one").getReadinessProbe().getTcpSocket().getPort().getIntVal()).isEqualTo(7777);
    }

    @Test
    void runsTheEntryPointOfTheImageWithTheSidecarsVariables() {
        Container web = container(pod(), "web");
        assertThat(web.getImage()).isEqualTo("acme/web:1");
        assertThat(web.getCommand()).isEmpty();
        assertThat(web.getArgs()).isEmpty();
        assertThat(web.getPorts()).singleElement().satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(4820));
        assertThat(web.getResources().getRequests().get("memory").getNumericalAmount()).isEqualTo("67108864");
        assertThat(web.getVolumeMounts()).as("of the init container of the same name").hasSize(1);
        assertThat(variables(web)).extractingByKeys("PORT", "SIDECAR_NAME", "URL", "HOSTILE").extracting(EnvVar::getValue)
                .containsExactly("4820", "web", "http://localhost:4820", "it's \"$$(PATH)\":\n- {a: b} # é");
    }

    @Test
    void holdsNoSecret() {
        assertThat(variables(container(pod(), "web")).get("API_TOKEN").getValueFrom().getSecretKeyRef())
                .isEqualTo(new SecretKeySelector("token", "web", null));
        for (String target : List.of("kubernetes", "openshift", "knative")) {
            assertThat(several.text(target)).doesNotContain("hush");
        }
    }

    @Test
    void tellsTheApplicationWhatItOnlyHasToWatch() {
        Container app = pod().getContainers().stream().filter(container -> container.getName().equals("shop")).findFirst()
                .orElseThrow();
        assertThat(variables(app)).containsKeys("QUARKUS_SIDECAR__WEB__MODE", "QUARKUS_SIDECAR_ZOO_MODE",
                "QUARKUS_SIDECAR_BIG_ONE_MODE").doesNotContainKeys("QUARKUS_SIDECAR_CHILD_MODE", "QUARKUS_SIDECAR_OFF_MODE");
        assertThat(app.getReadinessProbe().getHttpGet().getPath()).as("where the check Sidecars is")
                .isEqualTo("/q/health/ready");
    }

    /** 45 s of the child and 2 s around it, and 10 s of each of the containers. */
    @Test
    void leavesTimeForAllStops() {
        assertThat(pod().getTerminationGracePeriodSeconds()).isEqualTo(77);
    }

    @Test
    void doesTheSameForOtherClustersAndKinds() {
        PodSpec pod = several.resource("openshift", StatefulSet.class).getSpec().getTemplate().getSpec();
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("big-one", "zoo", "web");
        assertThat(variables(pod.getContainers().get(0))).containsKey("QUARKUS_SIDECAR__WEB__MODE");
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(77);
    }

    @Test
    void leavesThemChildrenWhereThereAreNoNativeSidecars() {
        var revision = several.resource("knative", Service.class).getSpec().getTemplate().getSpec();
        assertThat(revision.getInitContainers()).isEmpty();
        assertThat(revision.getContainers()).isNotEmpty().allSatisfy(
                app -> assertThat(variables(app)).doesNotContainKey("QUARKUS_SIDECAR__WEB__MODE"));
        assertThat(several.log()).anySatisfy(line -> assertThat(line).contains("Knative", "[Big_One, web, zoo]"));
    }

    @Test
    void warnsOfWhatTheKubeletWillNotReach() {
        assertThat(several.log()).filteredOn(line -> line.contains("loopback")).singleElement().asString()
                .contains("quarkus.sidecar.Big_One.environment.BIND");
    }

    @Test
    void tellsAllMistakesAtOnce() {
        Project wrong = Project.of(Map.of(S + "web.container.image", "acme/web:1", S + "web.port", "0",
                S + "web.environment.DB_PASSWORD", "hush", S + "db.container.image", "acme/db:1", S + "db.port", "8080"));
        assertThatThrownBy(wrong::build).rootCause().hasMessageContaining("has 3 mistakes")
                .hasMessageContaining("quarkus.sidecar.web.port is 0")
                .hasMessageContaining("quarkus.sidecar.web.container.secrets.DB_PASSWORD=name-of-the-secret/key")
                .hasMessageContaining("quarkus.sidecar.db.port is 8080: that port is where the application listens for http")
                .hasMessageNotContaining("hush");
    }

    @Test
    void saysWhatTheDocumentationShows() throws Exception {
        Path samples = Path.of("..", "..", "docs", "modules", "ROOT", "examples", "kubernetes");
        Properties properties = new Properties();
        try (Reader sample = Files.newBufferedReader(samples.resolve("application.properties"))) {
            properties.load(sample);
        }
        Map<String, String> declared = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> declared.put(name, properties.getProperty(name)));
        PodSpec pod = Project.of(declared).build().resource("kubernetes", Deployment.class).getSpec().getTemplate().getSpec();
        PodSpec shown = new KubernetesSerialization().unmarshal(Files.readString(samples.resolve("pod.yml")), Pod.class)
                .getSpec();
        assertThat(pod.getInitContainers()).isEqualTo(shown.getInitContainers());
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(shown.getTerminationGracePeriodSeconds());
        assertThat(pod.getContainers().get(0).getEnv()).containsAll(shown.getContainers().get(0).getEnv());
        assertThat(pod.getContainers().get(0).getReadinessProbe().getHttpGet().getPath())
                .isEqualTo(shown.getContainers().get(0).getReadinessProbe().getHttpGet().getPath());
    }

    @Test
    void keepsWhatIsWrittenByHand() {
        Built built = Project.of(Map.of("quarkus.kubernetes.deployment-kind", "Job", S + "web.container.image", "acme/web:1",
                S + "web.port", "4820"))
                .file("src/main/kubernetes/kubernetes.yml", """
                        apiVersion: batch/v1
                        kind: Job
                        metadata:
                          name: shop
                        spec:
                          template:
                            spec:
                              terminationGracePeriodSeconds: 300
                        ---
                        apiVersion: batch/v1
                        kind: Job
                        metadata:
                          name: another
                        spec:
                          template:
                            spec:
                              containers:
                                - name: another
                        """).build();
        PodSpec pod = built.resources("kubernetes", Job.class).get("shop").getSpec().getTemplate().getSpec();
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(300);
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("web");
        PodSpec another = built.resources("kubernetes", Job.class).get("another").getSpec().getTemplate().getSpec();
        assertThat(another.getInitContainers()).isEmpty();
    }
}
