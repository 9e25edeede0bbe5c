package io.quarkiverse.sidecar.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be done.
 *
 * @param wanted names of parts; empty for all
 * @param into the folder for the results
 * @param apps the folder of the applications whose start is measured
 * @param documentation the file of the documentation that shows them
 * @param write whether that is written, too
 */
record Options(List<String> wanted, Path into, Path apps, Path documentation, boolean write) {

    static Options of(String... arguments) {
        Map<String, String> given = Arrays.stream(arguments).map(it -> it.replaceFirst("^--", "").split("=", 2))
                .collect(Collectors.toMap(it -> it[0], it -> it.length == 1 ? "" : it[1]));
        return new Options(Arrays.stream(given.getOrDefault("parts", "").split(",")).map(String::strip)
                .filter(part -> !part.isEmpty()).toList(), Path.of(given.getOrDefault("into", "target/benchmarks")),
                Path.of(given.getOrDefault("apps", "apps")), Path.of(given.getOrDefault("documentation", "")),
                Boolean.parseBoolean(given.get("write")));
    }

    /** @throws IllegalArgumentException naming those that there are, when another is asked for */
    List<String> parts(Collection<String> known) {
        wanted.stream().filter(part -> !known.contains(part)).findFirst().ifPresent(part -> {
            throw new IllegalArgumentException("There is no benchmark '" + part + "': use some of " + known);
        });
        return known.stream().filter(part -> wanted.isEmpty() || wanted.contains(part)).toList();
    }
}
