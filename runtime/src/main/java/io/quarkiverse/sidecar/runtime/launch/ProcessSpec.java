package io.quarkiverse.sidecar.runtime.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What to launch.
 *
 * @param name the sidecar's name
 * @param command program and arguments; the program is looked up on the {@code PATH} of {@code environment}, or relative to
 *        {@code workingDirectory} when it holds a slash
 * @param environment the whole environment, {@code PORT} included; the launcher adds its own {@code SIDECAR_} names
 * @param workingDirectory where the program starts; must exist
 */
public record ProcessSpec(String name, List<String> command, Map<String, String> environment, Path workingDirectory) {

    public ProcessSpec {
        Objects.requireNonNull(name, "name");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        workingDirectory = workingDirectory.toAbsolutePath();
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("The command of sidecar '" + name + "' names no program");
        }
    }

    /** The program as it was declared. */
    public String program() {
        return command.get(0);
    }

    /** Without the values of the environment and without the arguments: both may hold secrets. */
    @Override
    public String toString() {
        return "ProcessSpec[name=" + name + ", program=" + program() + ", environment="
                + environment.keySet().stream().sorted().toList() + ", workingDirectory=" + workingDirectory + "]";
    }
}
