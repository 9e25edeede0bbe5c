package io.quarkiverse.sidecar.benchmark.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

/** What the figures were taken on. */
public record Machine(Map<String, String> properties) {

    public static Machine now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Processor", first(Path.of("/proc/cpuinfo"), "model name"));
        properties.put("Cores", Integer.toString(system.getAvailableProcessors()));
        properties.put("Memory", (system.getTotalMemorySize() >> 20) + " MiB");
        properties.put("System", system.getName() + " " + system.getVersion());
        properties.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        properties.put("Load before", String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()));
        properties.put("Date", LocalDate.now(ZoneOffset.UTC).toString());
        return new Machine(properties);
    }

    private static String first(Path file, String key) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
