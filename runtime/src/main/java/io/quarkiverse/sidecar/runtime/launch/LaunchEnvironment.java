package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;

/** The environment that a sidecar is started with: what its declaration says, and our marks over it. */
final class LaunchEnvironment {

    private LaunchEnvironment() {
    }

    /**
     * @param app the environment of this JVM: the claims that it carries itself are handed on as ancestors
     * @throws IOException naming the variable, never its value, that no process can be given
     */
    static Map<String, String> of(ProcessSpec spec, LaunchMarker marker, Map<String, String> app) throws IOException {
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put(LaunchMarker.NAME, spec.name());
        environment.put(LaunchMarker.TOKEN, marker.token());
        environment.put(LaunchMarker.OWNER, marker.owner());
        List<LaunchMarker> ancestors = LaunchMarker.in(app);
        if (ancestors.isEmpty()) {
            environment.remove(LaunchMarker.ANCESTORS);
        } else {
            environment.put(LaunchMarker.ANCESTORS, LaunchMarker.join(ancestors));
        }
        check(spec, environment);
        return environment;
    }

    /** Those of the names that the declaration brings, or changes; the others the app merely has. */
    static List<String> declared(List<String> names, ProcessSpec spec, Map<String, String> app) {
        return names.stream().filter(name -> !spec.environment().get(name).equals(app.get(name))).toList();
    }

    /**
     * Leaves what did not change untouched: the JDK then hands on the very bytes it was given, also those that are no text
     * in the JVM's character set.
     */
    static void apply(Map<String, String> environment, Map<String, String> target) {
        target.keySet().retainAll(environment.keySet());
        environment.forEach((name, value) -> {
            if (!value.equals(target.get(name))) {
                target.put(name, value);
            }
        });
    }

    private static void check(ProcessSpec spec, Map<String, String> environment) throws IOException {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IOException("Cannot launch sidecar '" + spec.name() + "': no process can be given an environment"
                        + " variable of the name '" + name.replace('\0', '?') + "'. Rename it");
            }
            if (variable.getValue().indexOf('\0') >= 0) {
                throw new IOException("Cannot launch sidecar '" + spec.name() + "': the value of the environment variable "
                        + name + " holds a NUL character. Remove it");
            }
        }
    }
}
