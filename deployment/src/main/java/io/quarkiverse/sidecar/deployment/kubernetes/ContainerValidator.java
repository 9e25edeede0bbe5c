package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;

/** Finds the mistakes in the declaration of one sidecar that becomes a container. Pure. */
final class ContainerValidator {

    private static final Pattern IMAGE = Pattern.compile("\\S+");
    private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern AMOUNT = Pattern.compile("\\d+(\\.\\d*)?([numkMGTPE]|[KMGTPE]i|[eE][-+]?\\d+)?");

    private static final String ENVIRONMENT = "environment.";
    private static final String NOT_IN_A_PROBE = "no manifest may hold it, and a probe has no way to take it from a Secret: declare"
            + " health.command instead, which sees the variables of the container, or a path that asks for none";

    private final PodSidecar sidecar;
    private final BuildTimeConfiguration settings;
    private final List<String> problems = new ArrayList<>();

    private ContainerValidator(PodSidecar sidecar, BuildTimeConfiguration settings) {
        this.sidecar = sidecar;
        this.settings = settings;
    }

    static List<String> problems(PodSidecar sidecar, BuildTimeConfiguration settings) {
        ContainerValidator check = new ContainerValidator(sidecar, settings);
        check.name();
        check.unresolved();
        check.ports();
        check.secrets();
        check.variables();
        check.container();
        return check.problems;
    }

    private void name() {
        if (!ContainerName.possible(sidecar.containerName())) {
            problems.add(("%s is set, but '%s' cannot be made into the name of a container, which has at most 63 small"
                    + " letters, digits and hyphens: rename the sidecar").formatted(key("container.image"), sidecar.name()));
        }
    }

    private void unresolved() {
        settings.unresolved().stream().filter(property -> Property.isOf(sidecar.name(), property))
                .filter(property -> written(Property.key(property))).forEach(property -> problems.add(
                        ("%s is %s: nothing gives a value to what it refers to when the application is built, and the"
                                + " manifest needs it: set that, or write a default, as in ${OTHER:value}%s")
                                .formatted(property, settings.raw().getOrDefault(property, "a reference"),
                                        secretWay(Property.key(property)))));
    }

    /** What is said of a sidecar that the manifest does not hold may come when the application starts. */
    private boolean written(String key) {
        if (key.startsWith("environment.")) {
            String variable = key.substring("environment.".length());
            return !sidecar.container().secrets().containsKey(variable) && !SecretDetector.promised(variable);
        }
        return key.equals("port") || key.startsWith("health.") || key.startsWith("container.") || key.equals("ready.timeout")
                || key.equals("stop.timeout") || key.equals("depends-on") || key.equals("required");
    }

    private String secretWay(String key) {
        return key.startsWith("environment.") ? ", or take it from a Secret with "
                + key("container.secrets." + key.substring("environment.".length())) + "=name-of-the-secret/key" : "";
    }

    private void ports() {
        if (sidecar.config().port().equals(OptionalInt.of(0))) {
            problem("port", 0, "what is chosen in one container is not known in the others: set the port that the image"
                    + " listens on, at least in the profile that is built");
        }
        if (sidecar.config().health().path().isPresent() && sidecar.probedPort().isEmpty()) {
            problem("health.path", sidecar.config().health().path().get(), "there is no port to ask at: set "
                    + key("port") + ", or " + key("health.port"));
        }
    }

    private void secrets() {
        new TreeMap<>(sidecar.config().environment()).forEach((variable, value) -> {
            if (!sidecar.container().secrets().containsKey(variable) && SecretDetector.mustBeKept(variable, value)) {
                secret("environment." + variable, variable);
            }
        });
        settings.unresolved().stream().filter(property -> Property.isOf(sidecar.name(), property)).map(Property::key)
                .filter(key -> key.startsWith(ENVIRONMENT)).map(key -> key.substring(ENVIRONMENT.length()))
                .filter(variable -> SecretDetector.promised(variable) && !sidecar.container().secrets().containsKey(variable))
                .forEach(variable -> secret("environment." + variable, variable));
        new TreeMap<>(sidecar.config().health().headers()).forEach((header, value) -> {
            if (SecretDetector.mustBeKept(header, value)) {
                problem("health.headers." + header, "what looks like a secret", NOT_IN_A_PROBE);
            }
        });
        sidecar.config().health().path().filter(SecretDetector::inQuery).ifPresent(path -> problem("health.path",
                "holding what looks like a secret", NOT_IN_A_PROBE));
        settings.raw().forEach((property, raw) -> {
            String key = Property.key(property);
            if (Property.isOf(sidecar.name(), property) && settings.values().containsKey(property)
                    && SecretDetector.referredToBy(raw) && inManifest(key)) {
                problems.add("%s refers to what is a secret by its name: %s".formatted(property,
                        key.startsWith("health.path") || key.startsWith("health.headers.") ? NOT_IN_A_PROBE
                                : inASecret(key.startsWith(ENVIRONMENT) ? key.substring(ENVIRONMENT.length()) : "VARIABLE")));
            }
        });
        inTheClear("container.command", sidecar.container().command().orElse(List.of()));
        inTheClear("container.arguments", sidecar.container().arguments().orElse(List.of()));
        inTheClear("health.command", sidecar.config().health().command().orElse(List.of()));
    }

    private boolean inManifest(String key) {
        return key.startsWith(ENVIRONMENT)
                ? !sidecar.container().secrets().containsKey(key.substring(ENVIRONMENT.length()))
                        && !SecretDetector.promised(key.substring(ENVIRONMENT.length()))
                : key.startsWith("health.") || key.equals("container.command") || key.equals("container.arguments");
    }

    private void secret(String key, String variable) {
        problem(key, "what looks like a secret", inASecret(variable));
    }

    private String inASecret(String variable) {
        return "no manifest may hold it: put it into a Secret of Kubernetes, and set " + key("container.secrets." + variable)
                + "=name-of-the-secret/key";
    }

    private void inTheClear(String key, List<String> arguments) {
        if (SecretDetector.heldBy(arguments)) {
            problem(key, "holding what looks like a secret", "no manifest may hold it: put it into a Secret of Kubernetes,"
                    + " name a variable for it with " + key("container.secrets.VARIABLE") + "=name-of-the-secret/key, and "
                    + (key.equals("health.command") ? "let a shell read that" : "write $(VARIABLE) in its place"));
        }
    }

    private void variables() {
        each("environment", sidecar.config().environment(), value -> "");
        each("container.secrets", sidecar.container().secrets(), place -> SecretKeyReference.isOne(place) ? ""
                : "it must be the name of a Secret, a slash, and a key in it, for example monitor/api-token");
    }

    private void each(String key, Map<String, String> variables, Function<String, String> mistake) {
        new TreeMap<>(variables).forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                problem(key + ".\"" + name + '"', "declared", "no variable of a container can have that name: rename it");
            } else if (!mistake.apply(value).isEmpty()) {
                problem(key + "." + name, value, mistake.apply(value));
            }
        });
    }

    private void container() {
        sidecar.container().image().filter(image -> !IMAGE.matcher(image.strip()).matches()).ifPresent(image -> problem(
                "container.image", image, "it must be the name of an image, for example redis:7"));
        amounts("requests", sidecar.container().resources().requests());
        amounts("limits", sidecar.container().resources().limits());
    }

    private void amounts(String kind, Map<String, String> amounts) {
        new TreeMap<>(amounts).forEach((resource, amount) -> {
            if (!AMOUNT.matcher(amount.strip()).matches()) {
                problem("container.resources." + kind + "." + resource, amount,
                        "it must be an amount as Kubernetes writes it, for example 250m of cpu or 64Mi of memory");
            }
        });
    }

    private String key(String key) {
        return ConfigKeys.of(sidecar.name(), key);
    }

    private void problem(String key, Object value, String remedy) {
        problems.add("%s is %s: %s".formatted(key(key), value, remedy));
    }
}
