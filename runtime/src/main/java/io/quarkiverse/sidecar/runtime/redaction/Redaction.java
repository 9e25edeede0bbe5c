package io.quarkiverse.sidecar.runtime.redaction;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps secrets out of logs, failure messages and status. Pure and immutable.
 */
public final class Redaction {

    /** What stands in the place of a secret. */
    public static final String HIDDEN = "***";

    /** Hides nothing. */
    public static final Redaction NONE = new Redaction(List.of());

    /** A shorter value would hide innocent text everywhere, and protects nothing anyway. */
    private static final int SHORTEST_SECRET = 4;

    /** Values of variables such as {@code AUTH_ENABLED}: no secrets, and words of every other line. */
    private static final Set<String> SWITCHES = Set.of("true", "false", "none", "null");

    private static final Pattern URL_PASSWORD = Pattern.compile("://[^/\\s:@]*:([^/\\s]+)@");

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(authorization[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?:(?:basic|bearer|digest|token|negotiate)\\s{1,3})?)[^\\s\"',;}\\]]+",
            Pattern.CASE_INSENSITIVE);

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * Hides the values of those variables whose name is a {@linkplain #secretName secret's}, and the passwords in URLs. Of a
     * value of several lines, for example a key file, each line is hidden.
     *
     * @param environment what the sidecar is started with
     */
    public static Redaction of(Map<String, String> environment) {
        Stream<String> values = environment.entrySet().stream()
                .flatMap(entry -> secretName(entry.getKey()) ? entry.getValue().lines() : urlPassword(entry.getValue()));
        List<String> secrets = values.map(String::strip)
                .filter(value -> value.length() >= SHORTEST_SECRET && !SWITCHES.contains(value.toLowerCase(Locale.ROOT)))
                .flatMap(SecretForms::of)
                .distinct()
                // The longest first: a secret may be the beginning of another.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return secrets.isEmpty() ? NONE : new Redaction(secrets);
    }

    /** True for the name of a variable, option or header that promises a secret: {@code API_KEY}, {@code dbPassword}. */
    public static boolean secretName(String variableName) {
        return SecretNames.matches(Objects.requireNonNull(variableName, "variableName"));
    }

    /**
     * The line with every secret value replaced by {@value #HIDDEN}, also base64-encoded or escaped, and whatever follows an
     * {@code Authorization} header's name.
     */
    public String line(String line) {
        String shown = line;
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        return mentionsAuthorization(shown) ? AUTHORIZATION.matcher(shown).replaceAll("$1" + HIDDEN) : shown;
    }

    /** As {@link #line}, of a line whose end was cut off: the beginning of a secret at its end is replaced, too. */
    public String beginning(String line) {
        String shown = line(line);
        for (String secret : secrets) {
            for (int length = Math.min(secret.length() - 1, shown.length()); length >= SHORTEST_SECRET; length--) {
                if (shown.regionMatches(shown.length() - length, secret, 0, length)) {
                    return shown.substring(0, shown.length() - length) + HIDDEN;
                }
            }
        }
        return shown;
    }

    private static boolean mentionsAuthorization(String line) {
        return line.contains("uthorization") || line.contains("UTHORIZATION");
    }

    /**
     * The command with what looks like a secret replaced: the values of options and assignments with a secret's name
     * ({@code --password=x}, {@code --token x}, {@code PASSWORD=x}), and passwords in URLs.
     */
    public static List<String> command(List<String> command) {
        return CommandRedaction.redact(command);
    }

    private static Stream<String> urlPassword(String value) {
        return URL_PASSWORD.matcher(value).results().map(found -> found.group(1));
    }
}
