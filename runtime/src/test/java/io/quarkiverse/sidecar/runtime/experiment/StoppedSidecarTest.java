package io.quarkiverse.sidecar.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.sidecar.runtime.experiment.Family.Member;

/** A sidecar is stopped: none of its descendants is left, of whatever kind they are. */
@Tag("experiment")
@EnabledOnOs(OS.LINUX)
@Timeout(7200)
class StoppedSidecarTest {

    private static final ExperimentReport REPORT = ExperimentReport.table("stops", "descendants", "taken away", "runs",
            "left of them",
            "strangers killed", "from the order to the end, ms: median", "slowest");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = { "NOTHING", "CONTROL_GROUP" })
    void leavesNoneOfItsDescendants(MissingLayer missing) {
        stop(missing, "same group, own group, daemon", "child", "group", "daemon");
    }

    /** Only their session tells whose the two are: they have lost their environment and their parent. */
    @ParameterizedTest
    @EnumSource(names = { "NOTHING", "CONTROL_GROUP" })
    void leavesNoneOfItsDescendantsThatHaveLostTheToken(MissingLayer missing) {
        stop(missing, "same group and own group, both without environment and parent; daemon", "bare-child", "bare-group",
                "daemon");
    }

    private void stop(MissingLayer missing, String title, String... roles) {
        List<Long> millis = new ArrayList<>();
        int left = 0;
        int runs = 0;
        long strangers = 0;
        try (Stage stage = new Stage(directory, missing, false)) {
            Host host = stage.next(roles);
            Stage.launch(host);
            for (; runs < ExperimentSize.runs(10, 100); runs++) {
                Stage.awaitComplete(host);
                check(host.family().living(), roles);
                stage.inviteNewcomers();
                long begin = System.nanoTime();
                host.order("stop");
                host.await("stopped");
                millis.add((System.nanoTime() - begin) / 1_000_000);
                left += host.family().living().size();
                assertThat(left).as("left of %s after the stop: %s", title, host).isZero();
                strangers = stage.strangersKilled();
                assertThat(strangers).as("strangers killed: %s", host).isZero();
                host.order("start");
                host.await("started");
            }
            stage.shutDown(host);
        } finally {
            millis.sort(null);
            REPORT.row(title, missing, runs, left, strangers, millis.isEmpty() ? "-" : millis.get(millis.size() / 2),
                    millis.isEmpty() ? "-" : millis.get(millis.size() - 1));
        }
    }

    /** They are of the kinds that they are called by. */
    private static void check(List<Member> living, String... roles) {
        Map<String, Member> members = living.stream().collect(Collectors.toMap(Member::role, Function.identity()));
        Member main = members.get("main");
        assertThat(members.get(roles[0]).group()).as("the same group").isEqualTo(main.group());
        assertThat(members.get(roles[1]).session()).as("the same session").isEqualTo(main.session());
        if (Tools.find("bash").isPresent()) {
            assertThat(members.get(roles[1]).group()).as("a group of its own").isNotEqualTo(main.group());
        }
        assertThat(members.get(roles[2]).session()).as("a session of its own").isNotEqualTo(main.session());
    }
}
