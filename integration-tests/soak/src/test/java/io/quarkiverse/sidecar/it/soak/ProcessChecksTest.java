package io.quarkiverse.sidecar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The checks that compare the process table with what the application says tell right from wrong. */
class ProcessChecksTest {

    private final MadeUp seen = new MadeUp();

    @Test
    void aTreeOfOneLaunchIsOneTree() {
        seen.process(10, "web", "t1").process(11, "web", "t1").process(12, "other", "t2");

        assertThat(seen.judgedBy(new OneLiveTree(), 3)).isEmpty();
    }

    @Test
    void processesOfTwoLaunchesAtTheSameTimeAreTwoTrees() {
        seen.process(10, "web", "t1").process(11, "web", "t2");

        assertThat(seen.judgedBy(new OneLiveTree(), 1)).singleElement().asString().contains("'web'", "pid=10", "pid=11");
    }

    @Test
    void aHealthCommandIsNoSecondTree() {
        seen.process(10, "web", "t1").process(11, "web", "t2", "sh health.sh " + Fleet.HEALTH_MARK);

        assertThat(seen.judgedBy(new OneLiveTree(), 1)).isEmpty();
    }

    @Test
    void whatAnEarlierStartLeftIsAnOrphanOnceSomethingIsLaunched() {
        seen.start(1).process(10, "web", "t1").start(2).says("web", "PENDING", 1, 0);
        NoOrphan check = new NoOrphan();
        assertThat(seen.judgedBy(check, 3)).isEmpty();

        seen.says("other", "STARTING", 1, 20).process(20, "other", "t2");

        assertThat(seen.judgedBy(check, 1)).singleElement().asString().contains("start 1", "pid=10");
    }

    @Test
    void whatIsDownHasNoProcess() {
        seen.says("web", "BACKING_OFF", 3, 0).process(10, "web", "t1");
        NothingWhileDown check = new NothingWhileDown();

        assertThat(seen.judgedBy(check, 1)).as("what comes after the look is not known yet").isEmpty();
        assertThat(seen.judgedBy(check, 1)).singleElement().asString().contains("'web'", "pid=10");
    }

    @Test
    void aLaunchBetweenTwoDocumentsIsNoProcessOfTheOneThatWasDown() {
        NothingWhileDown check = new NothingWhileDown();
        seen.says("web", "FAILED", 3, 0).process(10, "web", "t1");
        assertThat(seen.judgedBy(check, 1)).isEmpty();

        seen.says("web", "FAILED", 4, 0);

        assertThat(seen.judgedBy(check, 1)).isEmpty();
    }

    @Test
    void launchNumbersFallOnlyWithTheNextStartOfTheApplication() {
        LaunchesGrow check = new LaunchesGrow();
        seen.says("web", "READY", 3, 10);
        assertThat(seen.judgedBy(check, 2)).isEmpty();

        assertThat(seen.start(2).says("web", "READY", 1, 11).judgedBy(check, 1)).isEmpty();
        assertThat(seen.says("web", "READY", 2, 12).judgedBy(check, 1)).isEmpty();
        assertThat(seen.says("web", "READY", 1, 11).judgedBy(check, 1)).hasSize(1);
    }

    @Test
    void oneLaunchHasOneProcessId() {
        LaunchesGrow check = new LaunchesGrow();
        assertThat(seen.says("web", "READY", 3, 10).judgedBy(check, 1)).isEmpty();

        assertThat(seen.says("web", "READY", 3, 11).judgedBy(check, 1)).hasSize(1);
    }
}
