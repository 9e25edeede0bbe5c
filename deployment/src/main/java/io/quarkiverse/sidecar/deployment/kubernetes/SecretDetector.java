package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.redaction.Redaction;

/** What must not be written into a manifest, which lies in repositories and can be read by many. Pure. */
final class SecretDetector {

    /** Of {@code AUTH_ENABLED} and its like. */
    private static final Set<String> SWITCHES = Set.of("true", "false");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}$]+)");

    private SecretDetector() {
    }

    /** Whether the value of that variable, or header, is one. */
    static boolean mustBeKept(String name, String value) {
        return promised(name) && !value.isBlank() && !SWITCHES.contains(value.strip().toLowerCase(Locale.ROOT))
                || heldBy(List.of(value));
    }

    /** Whether an expression refers to a property or a variable with the name of one, as {@code ${DB_PASSWORD}} does. */
    static boolean referredToBy(String raw) {
        return REFERENCE.matcher(raw).results().anyMatch(reference -> promised(reference.group(1)));
    }

    /** Whether the query of a path holds one. */
    static boolean inQuery(String path) {
        return Stream.of(path.split("[?&;]")).map(parameter -> parameter.split("=", 2))
                .anyMatch(parameter -> parameter.length == 2 && mustBeKept(parameter[0], parameter[1]));
    }

    /** Whether that name is one of a secret's, whatever its value is. */
    static boolean promised(String name) {
        return Redaction.secretName(name);
    }

    /** Whether those arguments hold one in the clear: {@code --password=x}, a password in a URL. */
    static boolean heldBy(List<String> arguments) {
        List<String> texts = arguments.stream().map(ContainerValueEscaper::withoutReferences).toList();
        List<String> shown = Redaction.command(texts);
        for (int n = 0; n < texts.size(); n++) {
            if (!texts.get(n).isBlank() && !texts.get(n).equals(shown.get(n))) {
                return true;
            }
        }
        return false;
    }
}
