package io.quarkiverse.sidecar.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.sidecar.benchmark.process.LogFile;
import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.report.Machine;
import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.benchmark.report.ResultFiles;
import io.quarkiverse.sidecar.benchmark.report.Results;
import io.quarkiverse.sidecar.benchmark.scenario.AppStart;
import io.quarkiverse.sidecar.benchmark.scenario.Idle;
import io.quarkiverse.sidecar.benchmark.scenario.Launching;
import io.quarkiverse.sidecar.benchmark.scenario.ListeningToReady;
import io.quarkiverse.sidecar.benchmark.scenario.Micro;
import io.quarkiverse.sidecar.benchmark.scenario.Output;
import io.quarkiverse.sidecar.benchmark.scenario.ReclaimToRelaunch;
import io.quarkiverse.sidecar.benchmark.scenario.Relaunch;
import io.quarkiverse.sidecar.benchmark.scenario.Scenario;
import io.quarkiverse.sidecar.benchmark.scenario.Stopping;

/** Runs the benchmarks, all or those that are asked for, and writes what they have found. */
public final class Benchmarks {

    private Benchmarks() {
    }

    private static Map<String, Scenario> parts(Options options) {
        Map<String, Scenario> parts = new LinkedHashMap<>();
        parts.put(Relaunch.PART, new Relaunch());
        parts.put(ListeningToReady.PART, new ListeningToReady());
        parts.put(Launching.PART, new Launching());
        parts.put(Stopping.PART, new Stopping());
        parts.put(ReclaimToRelaunch.PART, new ReclaimToRelaunch());
        parts.put(Output.PART, new Output());
        parts.put(Idle.PART, new Idle());
        parts.put(AppStart.PART, new AppStart(options.apps()));
        return parts;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Map<String, Scenario> known = parts(options);
        List<String> names = new ArrayList<>(known.keySet());
        names.add(Micro.PART);
        List<String> parts = options.parts(names);
        Runtime.getRuntime().addShutdownHook(new Thread(Benchmarks::endProcesses));
        Machine machine = Machine.now();
        LogFile.open(options.into().resolve("benchmarks.log"));
        List<Measurement> measurements = new ArrayList<>();
        for (String part : parts.stream().filter(known::containsKey).toList()) {
            System.out.println("Measuring " + part);
            try (Place place = new Place()) {
                known.get(part).measure(place).forEach(measurement -> {
                    System.out.println("  " + String.join("  ", measurement.row()));
                    measurements.add(measurement);
                });
            }
        }
        Results results = new Results(machine, measurements,
                parts.contains(Micro.PART) ? Micro.measure() : List.of());
        ResultFiles.write(options.into(), results);
        if (options.write()) {
            ResultFiles.writeDocumentation(options.documentation(), results, parts.equals(names));
        }
        System.out.println(results.markdown());
        System.exit(0);
    }

    /** However this ends, nothing that it has started stays. */
    private static void endProcesses() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
