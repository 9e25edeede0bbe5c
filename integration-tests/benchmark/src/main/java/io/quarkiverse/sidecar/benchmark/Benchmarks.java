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
import io.quarkiverse.sidecar.benchmark.scenario.Launching;
import io.quarkiverse.sidecar.benchmark.scenario.ListeningToReady;
import io.quarkiverse.sidecar.benchmark.scenario.Output;
import io.quarkiverse.sidecar.benchmark.scenario.ReclaimToRelaunch;
import io.quarkiverse.sidecar.benchmark.scenario.Relaunch;
import io.quarkiverse.sidecar.benchmark.scenario.Scenario;
import io.quarkiverse.sidecar.benchmark.scenario.Stopping;

/** Runs the benchmarks, all or those that are asked for, and writes what they have found. */
public final class Benchmarks {

    private static final Map<String, Scenario> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put(Relaunch.PART, new Relaunch());
        PARTS.put(ListeningToReady.PART, new ListeningToReady());
        PARTS.put(Launching.PART, new Launching());
        PARTS.put(Stopping.PART, new Stopping());
        PARTS.put(ReclaimToRelaunch.PART, new ReclaimToRelaunch());
        PARTS.put(Output.PART, new Output());
    }

    private Benchmarks() {
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        List<String> parts = options.parts(PARTS.keySet());
        Runtime.getRuntime().addShutdownHook(new Thread(Benchmarks::endProcesses));
        Machine machine = Machine.now();
        LogFile.open(options.into().resolve("benchmarks.log"));
        List<Measurement> measurements = new ArrayList<>();
        for (String part : parts) {
            System.out.println("Measuring " + part);
            try (Place place = new Place()) {
                PARTS.get(part).measure(place).forEach(measurement -> {
                    System.out.println("  " + String.join("  ", measurement.row()));
                    measurements.add(measurement);
                });
            }
        }
        Results results = new Results(machine, measurements);
        ResultFiles.write(options.into(), results);
        if (options.write()) {
            ResultFiles.writeDocumentation(options.documentation(), results, parts.size() == PARTS.size());
        }
        System.out.println(results.markdown());
        System.exit(0);
    }

    /** However this ends, nothing that it has started stays. */
    private static void endProcesses() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
