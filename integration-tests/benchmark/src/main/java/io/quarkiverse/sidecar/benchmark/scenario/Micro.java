package io.quarkiverse.sidecar.benchmark.scenario;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import io.quarkiverse.sidecar.benchmark.report.Score;

/** The micro-benchmarks, each in two JVMs of its own. */
public final class Micro {

    public static final String PART = "micro";

    private static final int JVMS = 2;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;

    private Micro() {
    }

    public static List<Score> measure() throws RunnerException {
        return new Runner(
                new OptionsBuilder().include("io\\.quarkiverse\\.sidecar\\.runtime\\..*Benchmark").mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS).forks(JVMS).warmupIterations(WARM_UP).warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ROUNDS).measurementTime(TimeValue.seconds(1)).shouldFailOnError(true).build())
                .run()
                .stream().map(Micro::score).toList();
    }

    private static Score score(RunResult result) {
        var score = result.getPrimaryResult();
        return new Score(words(score.getLabel()), score.getScore(), score.getScoreError());
    }

    /** Of the name of a method. */
    private static String words(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ").toLowerCase(Locale.ROOT);
    }
}
