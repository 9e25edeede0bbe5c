package io.quarkiverse.sidecar.runtime.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names in a query. */
record PromQl(String query) {

    private static final Pattern NAME = Pattern.compile("\\b(sidecar_\\w+)");
    private static final Pattern LABELS = Pattern.compile("\\b(?:by|on|without|ignoring) ?\\(([^)]*)\\)");
    private static final Pattern MATCHER = Pattern.compile("([\\w]+) ?(?:=~|!~|!=|=(?!=)) ?\"");

    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        NAME.matcher(query).results().forEach(name -> names.add(name.group(1)));
        return names;
    }

    Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        LABELS.matcher(query).results().forEach(list -> labels.addAll(Set.of(list.group(1).split(", ?"))));
        MATCHER.matcher(query).results().forEach(label -> labels.add(label.group(1)));
        return labels;
    }
}
