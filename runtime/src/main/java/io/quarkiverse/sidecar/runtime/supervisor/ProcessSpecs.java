package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;

/** What exactly is to be launched: pure, from the declaration, the app's environment and the port. */
final class ProcessSpecs {

    private static final Set<String> ALWAYS_INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR", "USER");

    private ProcessSpecs() {
    }

    static ProcessSpec of(SidecarDeclaration declaration, Map<String, String> appEnvironment, OptionalInt port) {
        return of(declaration, declaration.command(), appEnvironment, port);
    }

    /** The command that asks whether the sidecar is well: it sees what the sidecar sees. */
    static ProcessSpec ofHealth(SidecarDeclaration declaration, Map<String, String> appEnvironment, OptionalInt port) {
        return of(declaration, declaration.health().command(), appEnvironment, port);
    }

    private static ProcessSpec of(SidecarDeclaration declaration, List<String> command, Map<String, String> appEnvironment,
            OptionalInt port) {
        Map<String, String> environment = new HashMap<>();
        appEnvironment.forEach((key, value) -> {
            boolean unset = declaration.environmentUnset().contains(key);
            if (!unset && (declaration.inheritEnvironment() ? isHandedOn(key) : ALWAYS_INHERITED.contains(key))) {
                environment.put(key, value);
            }
        });
        port.ifPresent(number -> environment.put("PORT", Integer.toString(number)));
        declaration.environment().forEach((key, value) -> environment.put(key, expand(value, port)));
        return new ProcessSpec(declaration.name(),
                command.stream().map(argument -> expand(argument, port)).toList(), environment,
                declaration.workingDirectory());
    }

    /** A sidecar that is a Quarkus application would read the app's own configuration as its own. */
    private static boolean isHandedOn(String key) {
        return !key.startsWith("QUARKUS_") && !key.equals("JAVA_TOOL_OPTIONS");
    }

    private static String expand(String text, OptionalInt port) {
        return port.isPresent() ? text.replace("{port}", Integer.toString(port.getAsInt())) : text;
    }
}
