package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.config.ConfigKeyCatalog;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;

/** Guesses what was meant by a property under {@code quarkus.sidecar} that does not exist. */
final class KeySuggestions {

    private final String sidecar;
    private final String key;
    private final List<String> segments;

    private KeySuggestions(List<String> segments) {
        this.segments = segments;
        this.sidecar = segments.get(0);
        this.key = String.join(".", segments.subList(1, segments.size()));
    }

    /** The likely intended keys; all keys when there is no likely one. */
    static String remedy(String property) {
        List<String> segments = ConfigKeyCatalog.segments(property);
        if (segments.size() > 1 && ConfigKeyCatalog.isElement(segments.get(0))) {
            return "a sidecar is declared under its name, not as the element of a list, as in "
                    + ConfigKeys.of(segments.get(0).replaceFirst("^(.+)\\[.*", "$1"), "command");
        }
        Collection<String> meant = SpellingSuggestions.near(String.join(".", segments), ConfigKeyCatalog.globals()).stream()
                .map(ConfigKeyCatalog.PREFIX::concat).toList();
        String known = "the key of a sidecar follows its name, as in "
                + ConfigKeys.of(segments.isEmpty() ? "web" : segments.get(0),
                        "command");
        if (segments.size() > 1) {
            KeySuggestions guess = new KeySuggestions(segments);
            meant = meant.isEmpty() ? guess.meant() : meant;
            known = "there are " + String.join(", ", guess.others());
        }
        return meant.isEmpty() ? known : SpellingSuggestions.question(meant).strip();
    }

    private Collection<String> meant() {
        List<String> misspelt = SpellingSuggestions.near(key, ConfigKeyCatalog.ofSidecar(segments.get(segments.size() - 1)))
                .stream()
                .filter(one -> !key.endsWith("." + one)).map(one -> ConfigKeys.of(sidecar, one)).toList();
        Stream<String> withoutGroup = ConfigKeyCatalog.ofSidecar(ConfigKeyCatalog.ANY).stream()
                .filter(one -> one.endsWith("." + key))
                .map(one -> ConfigKeys.of(sidecar, one));
        Stream<String> withoutQuotes = ConfigKeyCatalog.ofSidecar(ConfigKeyCatalog.ANY).stream()
                .filter(one -> key.endsWith("." + one))
                .map(one -> ConfigKeys.of(sidecar + "." + key.substring(0, key.length() - one.length() - 1), one));
        return misspelt.isEmpty() ? Stream.concat(withoutGroup, withoutQuotes).toList() : misspelt;
    }

    /** The keys of the same group, or what the keys of a sidecar begin with. */
    private Set<String> others() {
        Set<String> all = ConfigKeyCatalog.ofSidecar(ConfigKeyCatalog.ANY);
        Set<String> group = new TreeSet<>(all);
        group.removeIf(one -> !one.startsWith(segments.get(1) + "."));
        if (!group.isEmpty()) {
            return group;
        }
        Set<String> beginnings = new TreeSet<>();
        all.forEach(one -> beginnings.add(one.indexOf('.') < 0 ? one : one.substring(0, one.indexOf('.')) + ".*"));
        return beginnings;
    }
}
