package io.quarkiverse.sidecar.it.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.quarkiverse.sidecar.it.monitor.FreePort;
import io.quarkiverse.sidecar.it.soak.Declared.Manner;

/** The twenty sidecars, one for each way to misbehave. */
final class Fleet {

    /** The sidecar that the application itself declares and commands. */
    static final String MONITOR = "agent-monitor";

    /** An argument of every health command: so the observer tells it from the sidecar whose name it carries. */
    static final String HEALTH_MARK = "soak-health";

    private static final String LISTENER = "io.quarkiverse.sidecar.it.soak.program.Listener";

    private final Path script = Path.of("src", "test", "scripts", "sidecar.sh").toAbsolutePath();
    private final Path healthScript = Path.of("src", "test", "scripts", "health.sh").toAbsolutePath();
    private final List<Declared> sidecars = new ArrayList<>();

    Fleet() {
        web(MONITOR, true, Map.of("health.path", "/api/health"));
        web("web-steady", true, listener("web"));
        web("web-quits", false, listener("web", "quits=4-15"));
        web("web-hangs", false, listener("web", "hangs=4-15"));
        web("web-late", false, listener("web", "late=1-3", "early", "quits=5-15"));
        web("web-dependent", true, with(listener("web"), "depends-on", "web-steady,tcp-steady"));
        add("tcp-steady", Manner.TCP, true, with(listener(), "port", String.valueOf(FreePort.find())));
        add("tcp-stops", Manner.TCP, false, with(listener("stops=4-15"), "port", "0"));
        file("steady", true, true, "steady");
        file("parent", false, true, "parent,4,12");
        file("ails", false, true, "ails,4,12");
        file("stops", false, false, "stops,4,12");
        file("stubborn", false, true, "stubborn,4,12");
        file("early", false, false, "early,2,10");
        file("late", true, false, "late,1,4");
        add("quits", Manner.MUTE, false, script("quits,3,8"));
        add("flaps", Manner.FILE, false, with(logged(script("quits,0,3")), "restart.window", "10s",
                "restart.window-attempts", "4", "restart.stable-after", "500ms"));
        add("once", Manner.MUTE, true, with(script("once"), "restart.policy", "on-failure"));
        add("breaks", Manner.MUTE, false, with(script("breaks"), "restart.max-attempts", "2"));
        add("floods", Manner.FILE, false, with(logged(script("floods,10,30")), "depends-on", "flaps"));
    }

    List<Declared> sidecars() {
        return List.copyOf(sidecars);
    }

    /** The configuration of the application. */
    Properties properties() {
        Properties properties = new Properties();
        for (Declared sidecar : sidecars) {
            Map<String, String> settings = new LinkedHashMap<>(hurried());
            settings.putAll(sidecar.settings());
            settings.put("required", String.valueOf(sidecar.required()));
            settings.forEach((key, value) -> properties.setProperty("quarkus.sidecar." + sidecar.name() + "." + key, value));
        }
        return properties;
    }

    /** Everything sooner than by default, so that an hour sees thousands of launches. */
    private static Map<String, String> hurried() {
        return Map.of("health.interval", "1s", "health.timeout", "1s", "health.failure-threshold", "2",
                "ready.timeout", "20s", "restart.delay", "200ms", "restart.max-delay", "1s", "restart.stable-after", "2s",
                "restart.retry-after", "3s", "stop.timeout", "2s");
    }

    private void web(String name, boolean required, Map<String, String> settings) {
        add(name, Manner.WEB, required, with(with(settings, "port", "0"), "health.path",
                settings.getOrDefault("health.path", "/")));
    }

    private void file(String name, boolean required, boolean asked, String behaviour) {
        Map<String, String> settings = script(behaviour);
        add(name, Manner.FILE, required, asked
                ? with(settings, "health.command", "sh," + healthScript + "," + HEALTH_MARK)
                : logged(settings));
    }

    private void add(String name, Manner manner, boolean required, Map<String, String> settings) {
        sidecars.add(new Declared(name, manner, required, settings));
    }

    private static Map<String, String> logged(Map<String, String> settings) {
        return with(settings, "ready.log-pattern", "up and .ell");
    }

    private Map<String, String> script(String behaviour) {
        return Map.of("command", "sh," + script + "," + behaviour);
    }

    private static Map<String, String> listener(String... habits) {
        List<String> command = new ArrayList<>(List.of(JavaHome.tool("java"), "-Xmx16m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", Path.of("target", "classes").toAbsolutePath().toString(),
                LISTENER));
        command.addAll(List.of(habits));
        return Map.of("command", String.join(",", command));
    }

    private static Map<String, String> with(Map<String, String> settings, String... more) {
        Map<String, String> result = new LinkedHashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            result.put(more[i], more[i + 1]);
        }
        return result;
    }
}
