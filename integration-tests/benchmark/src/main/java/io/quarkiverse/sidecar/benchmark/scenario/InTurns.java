package io.quarkiverse.sidecar.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.sidecar.benchmark.report.Measurement;
import io.quarkiverse.sidecar.benchmark.report.Quartiles;

/**
 * The same thing done with the extension and without, one after the other and again, so that whatever loads the machine loads
 * both.
 */
record InTurns(Quartiles measured, Quartiles bare) {

    @FunctionalInterface
    interface Taken {
        double measure() throws Exception;
    }

    /** @param warmUp so many rounds are not counted */
    static InTurns take(int warmUp, int rounds, Taken extension, Taken plain) throws Exception {
        List<Double> measured = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = -warmUp; round < rounds; round++) {
            double one = extension.measure();
            double other = plain.measure();
            if (round >= 0) {
                measured.add(one);
                bare.add(other);
            }
        }
        return new InTurns(Quartiles.of(measured), Quartiles.of(bare));
    }

    Measurement as(String part, String what, String unit) {
        return Measurement.of(part, what, unit, measured).against(bare);
    }
}
