package io.quarkiverse.sidecar.runtime.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.OrphanReclaimed;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.SidecarExited;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkiverse.sidecar.SidecarStopped;
import io.quarkiverse.sidecar.SidecarUnhealthy;
import io.quarkiverse.sidecar.runtime.devui.SidecarHistory.Journal;
import io.quarkiverse.sidecar.runtime.devui.TimelineEntry.Happening;
import io.quarkiverse.sidecar.runtime.devui.TimelineEntry.Happening.Tone;

class SidecarHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SidecarFailure EXITED = new SidecarFailure(FailureReason.EXITED, "It ended with exit 1.", NOW,
            Optional.empty());

    private final SidecarHistory chronicle = new SidecarHistory();

    @Test
    void tellsEveryKindOfEventInAFewWords() {
        List<SidecarEvent> events = List.of(
                new OrphanReclaimed("s", 1, NOW, 17, List.of(17L)),
                new SidecarLaunched("s", 1, NOW, 18),
                new SidecarReady("s", 1, NOW, 18, OptionalInt.of(4820), Duration.ofMillis(312)),
                new SidecarUnhealthy("s", 1, NOW, "HTTP 503"),
                new SidecarExited("s", 1, NOW, new SidecarExit(143), true),
                new SidecarExited("s", 1, NOW, new SidecarExit(1), false),
                new SidecarRestartScheduled("s", 1, NOW, Duration.ofMillis(1234), EXITED),
                new SidecarRestartScheduled("s", 1, NOW, Duration.ZERO, EXITED),
                new SidecarFailed("s", 1, NOW, FailureReason.EXITED, "It ended with exit 1.", Optional.empty(), 0,
                        Optional.empty(), List.of()),
                new SidecarStopped("s", 1, NOW));
        events.forEach(chronicle::add);

        assertThat(chronicle.events().all()).extracting(event -> event.tone() + " " + event.text()).containsExactly(
                "NEUTRAL Reclaimed what an earlier run left behind: pid 17",
                "NEUTRAL Launched: pid 18",
                "GOOD Ready after 312ms",
                "WARNING Unhealthy: HTTP 503",
                "NEUTRAL Ended as it was asked to: SIGTERM",
                "WARNING Ended by itself: exit 1",
                "WARNING Restart in 1.234s. It ended with exit 1.",
                "WARNING Restart now. It ended with exit 1.",
                "BAD Given up: It ended with exit 1.",
                "NEUTRAL Stopped");
        assertThat(SidecarEvent.class.getPermittedSubclasses()).hasSize(8);
    }

    @Test
    void remembersTheLastFiftyEventsWhateverComes() {
        for (int launch = 1; launch <= 10_000; launch++) {
            chronicle.add(new SidecarStopped("s", launch, NOW));
        }

        assertThat(chronicle.events().all()).hasSize(50).last()
                .isEqualTo(new Happening(NOW, 10_000, Tone.NEUTRAL, "Stopped"));
    }

    @Test
    void knowsSinceWhenTheLatestProcessRunsAndWhenTheNextOneIsDue() {
        assertThat(chronicle.launchedAt()).isEmpty();
        assertThat(chronicle.nextLaunchAt()).isEmpty();

        chronicle.add(new SidecarLaunched("s", 1, NOW, 18));
        chronicle.add(new SidecarRestartScheduled("s", 1, NOW.plusSeconds(5), Duration.ofSeconds(2), EXITED));

        assertThat(chronicle.launchedAt()).contains(NOW);
        assertThat(chronicle.nextLaunchAt()).contains(NOW.plusSeconds(7));
    }

    @Test
    void forgetsASidecarThatIsNotDeclaredAnyMore() {
        Journal journal = new Journal();
        SidecarHistory kept = journal.of("kept");
        SidecarHistory gone = journal.of("gone");

        journal.keepOnly(List.of("kept", "new"));

        assertThat(journal.of("kept")).isSameAs(kept);
        assertThat(journal.of("gone")).isNotSameAs(gone);
    }
}
