package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class DeclarationMapperTest {

    /** Whose answer it is matters where something listens, nobody else runs it by design, and nobody said otherwise. */
    @ParameterizedTest
    @CsvSource({
            "port,         4820,      true",
            "health.port,  4820,      true",
            "mode,         managed,   false",
            "health.command, true,    false",
            "health.command;port, true;4820,      true",
            "port;health.verify-listener, 4820;false, false",
            "port;health.verify-listener, 4820;true,  true",
            "port;mode,    4820;external, false" })
    void askWhoseAnswerItIs(String keys, String values, boolean wanted) {
        Map<String, String> properties = new HashMap<>(Map.of("quarkus.sidecar.web.command", "sh"));
        for (int i = 0; i < keys.split(";").length; i++) {
            properties.put("quarkus.sidecar.web." + keys.split(";")[i], values.split(";")[i]);
        }
        SidecarsRuntimeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(java.time.Duration.class, 200, new DurationConverter())
                .withMapping(SidecarsRuntimeConfig.class).withValidateUnknown(false).build()
                .getConfigMapping(SidecarsRuntimeConfig.class);

        assertThat(DeclarationMapper.of(config)).singleElement()
                .satisfies(web -> assertThat(web.rules().proofWanted()).isEqualTo(wanted));
    }
}
