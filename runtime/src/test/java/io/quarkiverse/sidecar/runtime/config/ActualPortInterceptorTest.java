package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ActualPortInterceptorTest {

    @AfterEach
    void endOfTheRun() {
        ActualPortInterceptor.OF_THIS_RUN.forget();
    }

    @Test
    void tellsADeclaredPort() {
        assertThat(config(Map.of("quarkus.sidecar.web.port", "4820")).getValue("quarkus.sidecar.web.actual-port", int.class))
                .isEqualTo(4820);
    }

    @Test
    void choosesAPortOnceAndForTheWholeRun() {
        Map<String, String> properties = Map.of("quarkus.sidecar.web.port", "0",
                "url", "http://127.0.0.1:${quarkus.sidecar.web.actual-port}");
        int chosen = config(properties).getValue("quarkus.sidecar.web.actual-port", int.class);

        assertThat(chosen).isBetween(1024, 65535);
        assertThat(config(properties).getValue("url", String.class)).isEqualTo("http://127.0.0.1:" + chosen);
    }

    @Test
    void doesNotMindHowTheNameIsWritten() {
        SmallRyeConfig config = config(Map.of("quarkus.sidecar.\"my.web\".port", "0", "quarkus.sidecar.\"web\".port", "7"));

        assertThat(config.getValue("quarkus.sidecar.web.actual-port", int.class)).isEqualTo(7);
        assertThat(config.getValue("quarkus.sidecar.\"my.web\".actual-port", int.class)).isPositive();
    }

    @Test
    void followsTheProfile() {
        SmallRyeConfig config = new SidecarConfigBuilder()
                .configBuilder(new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("test"))
                .withSources(
                        new PropertiesConfigSource(Map.of("quarkus.sidecar.web.port", "1", "%test.quarkus.sidecar.web.port",
                                "2"), "test", 100))
                .build();

        assertThat(config.getValue("quarkus.sidecar.web.actual-port", int.class)).isEqualTo(2);
    }

    @Test
    void isAbsentWithoutAPort() {
        SmallRyeConfig config = config(Map.of("quarkus.sidecar.web.command", "true"));

        assertThat(config.getOptionalValue("quarkus.sidecar.web.actual-port", Integer.class)).isEmpty();
        assertThat(config.getOptionalValue("quarkus.sidecar.web.deeper.actual-port", Integer.class)).isEmpty();
        assertThat(config.getOptionalValue("quarkus.sidecar.actual-port", Integer.class)).isEmpty();
    }

    @Test
    void namesTheKeyOfAPortThatIsNone() {
        SmallRyeConfig config = config(Map.of("quarkus.sidecar.web.port", "many"));

        assertThatThrownBy(() -> config.getValue("quarkus.sidecar.web.actual-port", int.class))
                .hasMessageContaining("quarkus.sidecar.web.port is many");
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SidecarConfigBuilder().configBuilder(new SmallRyeConfigBuilder().addDefaultInterceptors())
                .withSources(new PropertiesConfigSource(properties, "test", 100)).build();
    }
}
