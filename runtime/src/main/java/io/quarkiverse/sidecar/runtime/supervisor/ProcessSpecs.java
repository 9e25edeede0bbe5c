package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.quarkiverse.sidecar.runtime.launch.InheritedEnvironment;
import io.quarkiverse.sidecar.runtime.launch.ProcessSpec;

/** What exactly is to be launched: pure, from the declaration, the app's environment and the port. */
final class ProcessSpecs {

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
        Map<String, String> environment = InheritedEnvironment.of(appEnvironment, declaration.inheritEnvironment(),
                declaration.environmentUnset());
        port.ifPresent(number -> environment.put("PORT", Integer.toString(number)));
        declaration.environment().forEach((key, value) -> environment.put(key, expand(value, port)));
        return new ProcessSpec(declaration.name(),
                command.stream().map(argument -> expand(argument, port)).toList(), environment,
                declaration.workingDirectory());
    }

    private static String expand(String text, OptionalInt port) {
        return port.isPresent() ? text.replace("{port}", Integer.toString(port.getAsInt())) : text;
    }
}
