package io.quarkiverse.sidecar.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodPlanTest {

    @Test
    void startsEachAfterThoseThatItDependsOn() {
        PodPlan plan = Plans.of("a.container.image=a", "a.depends-on=z,child", "b.container.image=b", "m.container.image=m",
                "z.container.image=z", "z.depends-on=m", "child.command=run", "child.depends-on=b");
        assertThat(plan.inOrder()).extracting(PodSidecar::name).containsExactly("b", "m", "z", "a");
        assertThat(plan.children()).containsOnlyKeys("child");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() {
        assertThat(Plans.of("a.container.image=a", "a.enabled=false", "b.command=b", "b.enabled=false").isEmpty()).isTrue();
        assertThat(Plans.of("enabled=false", "a.container.image=a").isEmpty()).isTrue();
        assertThat(Plans.of("health.enabled=false", "metrics.enabled=true", "endpoint.path=x").isEmpty()).isTrue();
    }

    @Test
    void makesAContainerAlsoOfWhatSomebodyElseRunsOnALaptop() {
        assertThat(Plans.of("a.container.image=a", "a.mode=external").containers()).hasSize(1);
    }
}
