package io.quarkiverse.sidecar.runtime.redaction;

import static io.quarkiverse.sidecar.runtime.redaction.Redaction.HIDDEN;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides the secrets behind options whose names do not promise any, of programs that are known for them. Also within the script
 * of a shell. Pure.
 */
final class ShortOptions {

    private static final String APART = "\0";
    private static final String BREAK = "[\\s\0]";

    // The password is attached to -p; what stands apart from it is a database.
    private static final Pattern MYSQL = pattern("(?:mysql|mariadb)[\\w-]*", "-p", "[^\\s\0]+");
    private static final Pattern SSHPASS = pattern("sshpass", "-p" + BREAK + "?", "[^\\s\0]+");
    private static final Pattern REDIS = pattern("(?:redis|valkey|keydb)-cli", "-a" + BREAK, "[^\\s\0]+");
    private static final Pattern CURL = pattern("curl",
            "(?:-[uU]" + BREAK + "?|--(?:proxy-)?user[=\\s\0])[\"']?[^\\s:\0\"']*:", "[^\\s\0\"']+");

    private ShortOptions() {
    }

    static List<String> redact(List<String> command) {
        String text = String.join(APART, command);
        for (Pattern known : List.of(MYSQL, SSHPASS, REDIS, CURL)) {
            text = known.matcher(text).replaceAll("$1" + HIDDEN);
        }
        return List.of(text.split(APART, -1));
    }

    /** The option, somewhere behind the program, but not in the next command of a script. */
    private static Pattern pattern(String program, String option, String secret) {
        return Pattern.compile("((?<![^/\\s\0])" + program + "(?=" + BREAK + ")[^;&|]{0,500}?" + BREAK + option + ")" + secret);
    }
}
