package io.quarkiverse.sidecar.runtime.config.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys.SidecarKey;
import io.quarkiverse.sidecar.runtime.config.KeyCatalog;
import io.quarkiverse.sidecar.runtime.config.SpellingSuggestions;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** Finds properties under {@code quarkus.sidecar} that do not exist, and suggests those that were probably meant. */
public record UnknownKeys(KeyCatalog keys, SmallRyeConfig settings) {

    /** What is set under {@code quarkus.sidecar}, as far as the sources of the configuration name it. */
    public static Set<String> names(SmallRyeConfig settings) {
        Set<String> names = new TreeSet<>();
        settings.getPropertyNames().forEach(name -> {
            if (name.startsWith(ConfigKeys.PREFIX)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Those of the names that no key is known for. The names that environment variables make are ambiguous. */
    List<String> among(Collection<String> names) {
        return names.stream().filter(name -> keys.find(name).isEmpty() && ActualPortInterceptor.sidecar(name).isEmpty()
                && !fromEnvironment(name)).toList();
    }

    private boolean fromEnvironment(String name) {
        String source = Expressions.withoutExpansion(() -> settings.getConfigValue(name)).getConfigSourceName();
        return source == null || source.startsWith(EnvConfigSource.NAME);
    }

    /** A sentence for each property that does not exist. */
    public List<String> problems() {
        return problems(among(names(settings)));
    }

    List<String> problems(List<String> unknown) {
        return unknown.stream()
                .map(name -> "%s is set, but there is no such key: %s".formatted(name, remedy(name))).toList();
    }

    private String remedy(String property) {
        String whole = property.substring(ConfigKeys.PREFIX.length());
        List<String> meant = new ArrayList<>(
                SpellingSuggestions.near(whole, keys.globals()).stream().map(ConfigKeys.PREFIX::concat).toList());
        if (meant.isEmpty()) {
            ConfigKeys.parse(property).ifPresent(it -> meant.addAll(meant(it)));
        }
        return !meant.isEmpty() ? SpellingSuggestions.question(meant).strip()
                : ConfigKeys.parse(property).map(it -> "there are " + String.join(", ", alike(it.key()))).orElse(
                        "the key of a sidecar follows its name, as in " + ConfigKeys.of(whole, "command"));
    }

    /** Misspelled keys, or else keys that lack their group, or names that lack their quotes. */
    private List<String> meant(SidecarKey unknown) {
        String key = unknown.plain();
        String own = key.substring(key.lastIndexOf('.') + 1);
        List<String> misspelled = SpellingSuggestions
                .near(key, keys.ofSidecar().stream().map(it -> it.replace("*", own)).toList())
                .stream().filter(it -> !key.endsWith("." + it)).map(it -> ConfigKeys.of(unknown.sidecar(), it)).toList();
        return !misspelled.isEmpty() ? misspelled
                : Stream.concat(keys.ofSidecar().stream().filter(it -> it.endsWith("." + key))
                        .map(it -> ConfigKeys.of(unknown.sidecar(), it)),
                        keys.ofSidecar().stream().filter(it -> key.endsWith("." + it)).map(it -> ConfigKeys.of(
                                unknown.sidecar() + "." + key.substring(0, key.length() - it.length() - 1), it)))
                        .toList();
    }

    /** The keys of the same group, or what the keys of a sidecar begin with. */
    private Set<String> alike(String key) {
        String group = key.replaceFirst("\\..*", ".");
        Set<String> alike = new TreeSet<>(keys.ofSidecar());
        alike.removeIf(it -> !it.startsWith(group));
        if (alike.isEmpty()) {
            keys.ofSidecar().forEach(it -> alike.add(it.replaceFirst("\\..*", ".*")));
        }
        return alike;
    }
}
