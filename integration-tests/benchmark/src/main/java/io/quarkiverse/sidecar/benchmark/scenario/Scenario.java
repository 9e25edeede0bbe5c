package io.quarkiverse.sidecar.benchmark.scenario;

import java.util.List;

import io.quarkiverse.sidecar.benchmark.process.Place;
import io.quarkiverse.sidecar.benchmark.report.Measurement;

/** Measures one subject. Ends every process that it has started, also when it fails. */
@FunctionalInterface
public interface Scenario {

    List<Measurement> measure(Place place) throws Exception;
}
