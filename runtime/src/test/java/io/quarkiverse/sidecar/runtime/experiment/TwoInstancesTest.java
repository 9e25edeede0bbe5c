package io.quarkiverse.sidecar.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.experiment.Family.Member;

/** Two instances of one application share a state folder; now the one, now the other is killed, and another takes its place. */
@Tag("experiment")
@EnabledOnOs(OS.LINUX)
@Timeout(7200)
class TwoInstancesTest {

    private static final ExperimentReport REPORT = ExperimentReport.table("two-instances", "experiment", "runs",
            "processes of the other instance killed", "survivors of the killed one after the next start",
            "strangers killed");

    @TempDir
    Path directory;

    @Test
    void theOtherInstanceKeepsItsSidecar() {
        int runs = 0;
        long harmed = 0;
        long survivors = 0;
        long strangers = 0;
        try (Stage stage = new Stage(directory, MissingLayer.NOTHING, false)) {
            Host one = launch(stage);
            Host other = launch(stage);
            for (; runs < ExperimentSize.runs(5, 50); runs++) {
                List<Member> untouched = other.family().living();
                stage.inviteNewcomers();
                stage.kill(one);
                Host next = launch(stage);

                harmed += untouched.stream().filter(member -> !member.id().lives()).count();
                survivors += stage.registeredSurvivors().size();
                strangers = stage.strangersKilled();
                assertThat(harmed).as("processes of the other instance killed: %s", other).isZero();
                assertThat(other.unread()).as("what the other instance had to tell").isEmpty();
                assertThat(survivors).as("survivors of %s", one).isZero();
                assertThat(strangers).as("strangers killed: %s", next).isZero();
                await().atMost(Duration.ofSeconds(30)).until(() -> stage.survivors().isEmpty());
                stage.forgetTheDead();
                one = other;
                other = next;
            }
        } finally {
            REPORT.row("two instances on one state folder, one is killed, the next starts", runs, harmed, survivors,
                    strangers);
        }
    }

    private static Host launch(Stage stage) {
        Host host = stage.next("group", "daemon");
        Stage.launch(host);
        return host;
    }
}
