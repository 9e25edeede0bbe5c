package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.quarkiverse.sidecar.runtime.config.ConfigKeys;

/**
 * Finds sidecars that seem to listen on the loopback address only. The kubelet asks at the address of the pod and never reaches
 * such a one. Pure.
 */
final class LoopbackBindingCheck {

    private static final String LOOPBACK = "(127\\.\\d+\\.\\d+\\.\\d+|localhost|\\[?::1]?)";

    private LoopbackBindingCheck() {
    }

    /** A sentence for each that is asked over the network. */
    static List<String> warnings(List<PodSidecar> sidecars) {
        return sidecars.stream().filter(sidecar -> new ContainerProbes(sidecar).overNetwork())
                .flatMap(sidecar -> hints(sidecar).stream().limit(1)).toList();
    }

    private static List<String> hints(PodSidecar sidecar) {
        List<String> hints = new ArrayList<>();
        hint(hints, sidecar, "container.command", sidecar.container().command().orElse(List.of()));
        hint(hints, sidecar, "container.arguments", sidecar.container().arguments().orElse(List.of()));
        new TreeMap<>(sidecar.config().environment())
                .forEach((variable, value) -> hint(hints, sidecar, "environment." + variable, List.of(value)));
        hint(hints, sidecar, "command", sidecar.config().command().orElse(List.of()));
        return hints;
    }

    private static void hint(List<String> hints, PodSidecar sidecar, String key, List<String> texts) {
        if (texts.stream().map(sidecar::withPort).anyMatch(text -> listens(text, sidecar))) {
            hints.add(("%s names the loopback address. If '%s' listens there only, the kubelet's probes, which come to the"
                    + " address of the pod, never reach it, and the application is never started: in the container let it"
                    + " listen on 0.0.0.0, or declare %s, which the kubelet runs inside of the container")
                    .formatted(ConfigKeys.of(sidecar.name(), key), sidecar.name(),
                            ConfigKeys.of(sidecar.name(), "health.command")));
        }
    }

    /** The address alone, or with the sidecar's own port; not within a URL, by which it reaches something else. */
    private static boolean listens(String text, PodSidecar sidecar) {
        String port = sidecar.config().port().isPresent() ? "(:" + sidecar.config().port().getAsInt() + ")?" : "";
        return Pattern.compile("(^|[\\s=,'\"(])" + LOOPBACK + port + "($|[\\s,'\")])").matcher(text).find();
    }
}
