package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingInterface.Property;

class KeyTableTest {

    @Test
    void hasWhatTheInterfacesDeclare() {
        Map<String, ConfigValueType> declared = declared(SidecarsRuntimeConfig.class, SidecarsBuildTimeConfig.class,
                ContainersBuildTimeConfig.class);

        assertThat(KeyTable.read()).as("the lines of KeyTable should be%n%s", lines(declared)).isEqualTo(declared);
    }

    private static String lines(Map<String, ConfigValueType> kinds) {
        return kinds.entrySet().stream().map(entry -> {
            ConfigValueType kind = entry.getValue();
            return entry.getKey() + " " + kind.type().getSimpleName() + (kind.list() ? "[]" : "")
                    + kind.standard().map(standard -> " = " + standard).orElse("");
        }).collect(Collectors.joining("\n"));
    }

    private static Map<String, ConfigValueType> declared(Class<?>... roots) {
        Map<String, ConfigValueType> kinds = new TreeMap<>();
        for (Class<?> root : roots) {
            Map<String, Property> properties = ConfigMappingInterface
                    .getProperties(ConfigMappingInterface.getConfigurationInterface(root)).get(root).get("");
            properties.forEach((name, property) -> {
                if (!name.endsWith("[*]")) {
                    kinds.put(name, new ConfigValueType(type(property),
                            properties.containsKey(name + "[*]"), standard(property)));
                }
            });
        }
        return kinds;
    }

    private static Class<?> type(Property property) {
        if (property.isPrimitive()) {
            return property.asPrimitive().getBoxType();
        }
        Class<?> type = property.isMap() ? property.asMap().getValueProperty().asLeaf().getValueRawType()
                : property.asLeaf().getValueRawType();
        return type == OptionalInt.class ? Integer.class : type;
    }

    private static Optional<String> standard(Property property) {
        return property.hasDefaultValue() ? Optional.of(property.getDefaultValue()) : Optional.empty();
    }
}
