package io.quarkiverse.sidecar.it.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No sidecar stays in a passing state for longer than its declaration allows, with 15 s of room for a busy machine. */
final class NothingStuck implements Check {

    private static final long ROOM = 15;

    /** In seconds, as declared; backoff with its jitter; a stop or a reclaim may wait for one stop timeout. */
    private static final Map<String, Long> LIMITS = Map.of("PENDING", 2 + ROOM, "STARTING", 20 + ROOM, "BACKING_OFF",
            2 + ROOM, "STOPPING", 2 + ROOM, "FAILED", 3 + ROOM);

    private static final Duration WITHOUT_ANSWER = Duration.ofSeconds(60);

    private final Span states = new Span();
    private final Span noAnswer = new Span();

    @Override
    public String invariant() {
        return "nothing is stuck";
    }

    @Override
    public List<String> look(Sample sample) {
        List<String> wrong = new ArrayList<>();
        long now = sample.seen().to();
        if (sample.readiness().isEmpty()) {
            states.endAll();
            Duration silence = noAnswer.of("application", sample.generation(), now);
            if (silence.compareTo(WITHOUT_ANSWER) > 0) {
                wrong.add("the application has not answered for " + silence.toSeconds() + " s");
            }
            return wrong;
        }
        noAnswer.endAll();
        sample.readiness().get().sidecars().forEach((name, sidecar) -> {
            Long limit = LIMITS.get(sidecar.state());
            Duration since = states.of(name, sample.generation() + sidecar.state() + sidecar.launch(), now);
            if (limit != null && !sidecar.waits() && since.toSeconds() > limit) {
                wrong.add("'" + name + "' has been like this for " + since.toSeconds() + " s: " + sidecar);
            }
        });
        return wrong;
    }
}
