package io.quarkiverse.sidecar.runtime.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the descendants of a process are that this JVM has forked, once that has ended. The kernel hands whoever loses his
 * parent to the nearest ancestor that has asked for it (a subreaper: nobody can see which one has), else to init. So every
 * descendant that is alive is below one of them, by way of descendants alone.
 */
final class Reapers {

    private static final long INIT = 1;

    private Reapers() {
    }

    /**
     * Those who may be such reapers, and the processes below them that started at that tick or later, by way of such.
     * A few files for each of them are read, not the whole process table.
     *
     * @return empty when that cannot be told here
     */
    static Optional<List<ProcessEntry>> offspring(ProcessTable table, long sinceTicks) {
        Map<Long, ProcessEntry> found = new LinkedHashMap<>();
        Deque<Long> below = new ArrayDeque<>();
        for (long reaper : reapers(table)) {
            Optional<ProcessEntry> entry = table.find(reaper);
            Optional<List<Long>> adopted = table.adopted(reaper);
            if (entry.isEmpty() || adopted.isEmpty()) {
                return Optional.empty();
            }
            found.put(reaper, entry.get());
            below.addAll(adopted.get());
        }
        while (!below.isEmpty()) {
            long pid = below.remove();
            table.find(pid).filter(entry -> entry.startTicks() >= sinceTicks)
                    .filter(entry -> found.putIfAbsent(pid, entry) == null)
                    .ifPresent(entry -> below.addAll(table.children(pid)));
        }
        // Without a free descriptor nothing can be read, and everybody would seem to be gone.
        return table.find(ProcessHandle.current().pid()).map(self -> List.copyOf(found.values()));
    }

    /** This JVM, its ancestors as far as they can be seen, and init. */
    private static Set<Long> reapers(ProcessTable table) {
        Set<Long> reapers = new LinkedHashSet<>();
        long next = ProcessHandle.current().pid();
        while (next > 0 && reapers.add(next)) {
            next = table.find(next).map(ProcessEntry::parent).orElse(0L);
        }
        reapers.add(INIT);
        return reapers;
    }
}
