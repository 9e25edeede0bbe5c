package io.quarkiverse.sidecar.runtime.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What of the application's environment a sidecar inherits: not what is addressed to the application's own process. Pure. */
public final class InheritedEnvironment {

    private static final Set<String> ALWAYS_INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR", "USER");

    /** Prefixes of what Quarkus, systemd, and an IDE's debugger say to the one process that they have started. */
    private static final List<String> PREFIXES = List.of("QUARKUS_", "WATCHDOG_", "LISTEN_");

    private static final Set<String> NAMES = Set.of(
            // A JVM takes options from them: a debugger's port or an agent is meant for one JVM.
            "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "OPENJ9_JAVA_OPTIONS", "IBM_JAVA_OPTIONS",
            // Service managers
            "NOTIFY_SOCKET", "MAINPID", "SYSTEMD_EXEC_PID",
            // Debuggers of an IDE
            "VSCODE_INSPECTOR_OPTIONS", "PYDEVD_LOAD_VALUES_ASYNC", "PYDEVD_USE_CYTHON");

    private static final String NODE_OPTIONS = "NODE_OPTIONS";

    /** {@code --inspect} with its kin, and what an IDE has Node load before the program. */
    private static final Pattern DEBUGGER_OPTION = Pattern.compile(
            "--inspect(?:-\\w+)*(?:=\\S*)?(?=\\s|$)"
                    + "|(?:--require|-r|--import)[= ](?:\"[^\"]*\"|\\S+)(?<=(?:bootloader|debugConnector)(?:\\.[cm]?js)?\"?)(?=\\s|$)");

    private InheritedEnvironment() {
    }

    /**
     * @param application the application's environment
     * @param all false: only the variables that every program needs
     * @param unset names that are not inherited
     * @return a map of its own, which may be changed
     */
    public static Map<String, String> of(Map<String, String> application, boolean all, Set<String> unset) {
        Map<String, String> inherited = new HashMap<>();
        application.forEach((name, value) -> {
            if (!unset.contains(name) && (all ? isForEveryProcess(name) : ALWAYS_INHERITED.contains(name))) {
                inherited.put(name, value);
            }
        });
        inherited.computeIfPresent(NODE_OPTIONS, (name, options) -> withoutDebugger(options));
        return inherited;
    }

    /** PORT is the sidecar's own port, which is set where it has one. */
    private static boolean isForEveryProcess(String name) {
        return !name.equals("PORT") && !NAMES.contains(name) && PREFIXES.stream().noneMatch(name::startsWith);
    }

    /** Null when nothing else is left. */
    private static String withoutDebugger(String options) {
        String others = DEBUGGER_OPTION.matcher(options).replaceAll("").strip();
        return others.isEmpty() && !options.isEmpty() ? null : others;
    }
}
