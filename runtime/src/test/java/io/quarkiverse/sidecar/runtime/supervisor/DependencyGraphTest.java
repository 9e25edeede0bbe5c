package io.quarkiverse.sidecar.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    private static final DependencyGraph SHOP = new DependencyGraph(Map.of("web", List.of("cache", "db"), "cache",
            List.of("db"), "db", List.of(), "mail", List.of()));

    @Test
    void knowsBothDirections() {
        assertThat(SHOP.dependenciesOf("web")).containsExactly("cache", "db");
        assertThat(SHOP.dependentsOf("db")).containsExactly("cache", "web");
        assertThat(SHOP.dependentsOf("web")).isEmpty();
    }

    @Test
    void addsUpTheLongestChain() {
        Map<String, Integer> seconds = Map.of("web", 1, "cache", 10, "db", 100, "mail", 105);
        assertThat(SHOP.longestChain(name -> Duration.ofSeconds(seconds.get(name)))).hasSeconds(111);
        assertThat(SHOP.longestChain("cache", name -> Duration.ofSeconds(seconds.get(name)))).hasSeconds(110);
        assertThat(new DependencyGraph(Map.of()).longestChain(name -> Duration.ofSeconds(1))).isZero();
    }

    @Test
    void findsEveryCycle() {
        assertThat(SHOP.cycles()).isEmpty();
        assertThat(new DependencyGraph(Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("b", "nobody"), "d",
                List.of("d"), "e", List.of("a")))).extracting(DependencyGraph::cycles)
                .isEqualTo(List.of(List.of("b", "c", "b"), List.of("d", "d")));
    }
}
