package io.quarkiverse.sidecar.runtime.redaction;

import static io.quarkiverse.sidecar.runtime.redaction.Redaction.HIDDEN;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what looks like a secret in the arguments of any command, ours or a stranger's. Pure. */
final class CommandRedaction {

    private static final String NAME = "[A-Za-z][\\w.-]*";

    // --password=x, -Ddb.password=x, PASSWORD=x, ?token=x, "Authorization: x" as a whole argument: the value is all the rest.
    private static final Pattern WHOLE = Pattern.compile("(-{0,2}(" + NAME + ")\\s*[=:]\\s*)(.+)", Pattern.DOTALL);
    // The same within an argument, for example in the script of sh -c or the query of a URL.
    private static final Pattern PART = Pattern.compile("((" + NAME + ")=)(\"[^\"]*\"|'[^']*'|[^\\s&;'\"]+)");
    private static final Pattern PART_OPTION = Pattern
            .compile("((?<!\\S)--?(" + NAME + ")\\s+)(\"[^\"]*\"|'[^']*'|[^\\s&;'\"]+)");
    private static final Pattern HEADER = Pattern.compile("((" + NAME + "):\\s+)([^'\"]+)");
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@]*:)[^/\\s]+@");
    private static final Pattern OPTION = Pattern.compile("-{1,2}" + NAME);

    private CommandRedaction() {
    }

    static List<String> redact(List<String> command) {
        List<String> redacted = new ArrayList<>(command.size());
        boolean secretFollows = false;
        for (String argument : command) {
            boolean value = secretFollows && !argument.startsWith("--");
            redacted.add(value ? HIDDEN : argument(argument));
            secretFollows = !value && OPTION.matcher(argument).matches() && SecretNames.matches(argument);
        }
        return ShortOptions.redact(redacted);
    }

    private static String argument(String argument) {
        Matcher whole = WHOLE.matcher(argument);
        if (whole.matches() && SecretNames.matches(whole.group(2))) {
            return whole.group(1) + HIDDEN;
        }
        String text = URL_PASSWORD.matcher(argument).replaceAll("$1" + HIDDEN + "@");
        for (Pattern named : List.of(PART, PART_OPTION, HEADER)) {
            text = named.matcher(text).replaceAll(CommandRedaction::value);
        }
        return text;
    }

    private static String value(MatchResult named) {
        return Matcher.quoteReplacement(SecretNames.matches(named.group(2)) ? named.group(1) + HIDDEN : named.group());
    }
}
