package io.quarkiverse.sidecar.it.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is called ready lives, is of this start of the application, and answers; and what answers is called ready before long.
 * Each lie is allowed for as long as the declared polls need to find out, with some room for a busy machine.
 */
final class ReadyIsTrue implements Check {

    /** An exit is told by an event. */
    static final Duration DEAD = Duration.ofSeconds(3);

    /** Two polls, each due after 1 s and given 1 s: 4 s. The rest is room. */
    static final Duration SILENT = Duration.ofSeconds(12);

    /** It is asked at least every 250 ms. The rest is room. */
    static final Duration UNNOTICED = Duration.ofSeconds(12);

    private final Span dead = new Span();
    private final Span silent = new Span();
    private final Span unnoticed = new Span();

    @Override
    public String invariant() {
        return "readiness is true";
    }

    @Override
    public List<String> look(Sample sample) {
        if (sample.readiness().isEmpty()) {
            dead.endAll();
            silent.endAll();
            unnoticed.endAll();
            return List.of();
        }
        List<String> wrong = new ArrayList<>();
        Readiness document = sample.readiness().get();
        document.sidecars().forEach((name, sidecar) -> {
            Boolean well = sample.answers().get(name);
            String launch = sample.generation() + "/" + sidecar.launch();
            judge(wrong, dead, name, launch, sidecar.ready() && !lives(sample, name, sidecar), document.from(),
                    sample.seen().to(), DEAD, sidecar + " is ready, and its process is not there");
            judge(wrong, silent, name, launch, sidecar.ready() && Boolean.FALSE.equals(well), document.from(),
                    sample.seen().to(), SILENT, sidecar + " is ready, and does not answer");
            judge(wrong, unnoticed, name, launch, sidecar.starting() && Boolean.TRUE.equals(well), document.from(),
                    sample.seen().to(), UNNOTICED, sidecar + " is not ready, and answers");
        });
        return wrong;
    }

    /** From the first time that the lie was seen for sure to the last time that it was told. */
    private static void judge(List<String> wrong, Span span, String name, String launch, boolean lie, long told, long seen,
            Duration allowed, String evidence) {
        if (!lie) {
            span.end(name);
            return;
        }
        Duration since = span.of(name, launch, seen).minusNanos(seen - told);
        if (since.compareTo(allowed) > 0) {
            wrong.add("'" + name + "', for " + since.toMillis() + " ms: " + evidence);
        }
    }

    private static boolean lives(Sample sample, String name, Readiness.Sidecar sidecar) {
        return sample.seen().find(sidecar.pid())
                .filter(process -> process.name().equals(name) && process.generation() == sample.generation()).isPresent();
    }

    static Map<String, Duration> tolerances() {
        return Map.of("dead, but ready", DEAD, "silent, but ready", SILENT, "answering, but not ready", UNNOTICED);
    }
}
