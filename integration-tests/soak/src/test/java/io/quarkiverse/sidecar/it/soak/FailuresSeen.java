package io.quarkiverse.sidecar.it.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The failures that the readiness document showed; each must have been told. That none is told twice, the log itself shows. */
final class FailuresSeen {

    static final String INVARIANT = "each failure is told";

    private final Map<String, Set<Integer>> launches = new HashMap<>();
    private Map<String, Integer> before = Map.of();

    /** What was seen twice has been so for a while: of what was seen once the log may have been cut off by a kill. */
    void look(Sample sample) {
        Map<String, Integer> failed = new HashMap<>();
        sample.readiness().ifPresent(document -> document.sidecars().forEach((name, sidecar) -> {
            if (sidecar.state().equals("FAILED")) {
                failed.put(sample.generation() + "/" + name, sidecar.launch());
            }
        }));
        failed.forEach((key, launch) -> {
            if (launch.equals(before.get(key))) {
                launches.computeIfAbsent(key, any -> new HashSet<>()).add(launch);
            }
        });
        before = failed;
    }

    /** @param told how many, by the same keys */
    List<String> untold(Map<String, Long> told) {
        return launches.entrySet().stream().filter(seen -> seen.getValue().size() > told.getOrDefault(seen.getKey(), 0L))
                .map(seen -> seen.getKey() + " failed in the launches " + seen.getValue() + ", and the log tells of "
                        + told.getOrDefault(seen.getKey(), 0L))
                .toList();
    }
}
