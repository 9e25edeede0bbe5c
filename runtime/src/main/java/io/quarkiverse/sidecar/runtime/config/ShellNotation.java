package io.quarkiverse.sidecar.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys.SidecarKey;

/** {@code ${NAME}} is notation of the configuration and of shells; the configuration reads it first. */
public final class ShellNotation {

    /** What a helper gets, as it is or in an environment variable. */
    private static final Pattern HANDED_ON = Pattern.compile("(health\\.|container\\.)?(command|arguments)|environment\\..*");

    private static final Pattern PORT = Pattern.compile("(?<!\\\\)\\$\\{PORT[:}]");

    /** What follows a name in a shell; in a configuration it would be a default that begins with such a character. */
    private static final Pattern DEFAULT = Pattern.compile("(?<!\\\\)\\$\\{([^}:]+):([-=+?])");

    /** A port, a parameter, a length, and the like: nothing that a configuration would hold. */
    private static final Pattern SHELL_ALONE = Pattern.compile("\\$\\{(PORT|\\d+|[#!@*?].*)[:}]");

    private ShellNotation() {
    }

    /** The remedy for a reference to what has no value. */
    static String unresolved(String property, String raw) {
        String missing = "nothing gives a value to what it refers to: ";
        String configured = "set that, or write a default, as in ${other.key:default}";
        if (!handedOn(property)) {
            return missing + configured;
        }
        String shell = "the configuration reads ${...}, not the shell: write {port} for the port of the sidecar, or \\\\${NAME}"
                + " for what the shell is to read";
        return missing + shell + (SHELL_ALONE.matcher(raw).find() ? "" : ". Otherwise " + configured);
    }

    /**
     * What is probably meant for a shell, although the configuration can read it.
     *
     * @param raw the value before anything in it is replaced
     * @return what is wrong, and the remedy
     */
    public static Optional<String> mistake(String property, String raw, boolean hasPort) {
        if (raw == null || !handedOn(property)) {
            return Optional.empty();
        }
        if (hasPort && PORT.matcher(raw).find()) {
            return Optional.of("${PORT} is read by the configuration, not by the shell, and is not the port of the sidecar:"
                    + " write {port}, or \\\\${PORT} for what the shell is to read");
        }
        return DEFAULT.matcher(raw).results().findFirst().map(it -> ("${%1$s:%2$s...} is read by the configuration, not by the"
                + " shell, and what follows the colon is the default: write ${%1$s:...}, or \\\\${%1$s:%2$s...} for what the shell"
                + " is to read").formatted(it.group(1), it.group(2)));
    }

    private static boolean handedOn(String property) {
        return ConfigKeys.parse(property).map(SidecarKey::plain).filter(key -> HANDED_ON.matcher(key).matches()).isPresent();
    }
}
