package io.quarkiverse.sidecar.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * A program and its arguments in one text, separated by commas, some perhaps empty. SmallRye drops the empty elements of such a
 * list, so a command is read twice: as one text, and as a list for which each argument has a key of its own.
 */
public final class Arguments implements Converter<List<String>> {

    /** What SmallRye has read, and the empty arguments too where it has read the text. Empty when there is no command. */
    public static List<String> of(Optional<List<String>> text, Optional<List<String>> list) {
        List<String> read = list.orElse(List.of());
        return text.filter(all -> all.stream().filter(argument -> !argument.isEmpty()).toList().equals(read)).orElse(read);
    }

    public static List<String> of(SidecarConfig config) {
        return of(config.commandText(), config.command());
    }

    public static List<String> of(HealthConfig config) {
        return of(config.commandText(), config.command());
    }

    @Override
    public List<String> convert(String text) {
        if (text.isEmpty()) {
            return null;
        }
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == ',') {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else if (character == '\\' && i + 1 < text.length()) {
                argument.append(text.charAt(++i));
            } else {
                argument.append(character);
            }
        }
        arguments.add(argument.toString());
        return arguments;
    }
}
