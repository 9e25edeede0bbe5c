package io.quarkiverse.sidecar.runtime.devui;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chronicles of all sidecars, by name. Safe for use by any thread. */
final class Journal {

    /** Outlives a live reload: what happened before a change of the code is what one wants to read after it. */
    static final Journal OF_THIS_JVM = new Journal();

    private final Map<String, SidecarHistory> chronicles = new ConcurrentHashMap<>();

    SidecarHistory of(String sidecar) {
        return chronicles.computeIfAbsent(sidecar, name -> new SidecarHistory());
    }

    /** Forgets those that are not declared any more. */
    void keepOnly(Collection<String> sidecars) {
        chronicles.keySet().retainAll(sidecars);
    }
}
