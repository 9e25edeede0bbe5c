package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at the process table. */
final class Watcher {

    private static final String GUARD = "sidecar-guard";

    private final String soak;
    /** Start ticks by pid: a guard outlives the application that was its parent. */
    private final Map<Long, Long> guards = new ConcurrentHashMap<>();

    Watcher(String soak) {
        this.soak = soak;
    }

    /** @param app the application's pid at the moment, or 0 */
    Seen look(long app) throws IOException {
        long from = System.nanoTime();
        List<Seen.Process> ours = new ArrayList<>();
        List<Seen.Process> guardsSeen = new ArrayList<>();
        int zombies = 0;
        for (long pid : ProcFolder.pids()) {
            Optional<ProcFolder.Stat> stat = ProcFolder.stat(pid);
            if (stat.isEmpty() || pid == app) {
                continue;
            }
            if (stat.get().zombie()) {
                zombies += stat.get().parent() == app ? 1 : 0;
                continue;
            }
            Map<String, String> environment = ProcFolder.environment(pid);
            if (Marks.ofSoak(soak, environment)) {
                ours.add(process(pid, stat.get(), environment));
            } else if (isGuard(pid, stat.get(), app)) {
                guardsSeen.add(process(pid, stat.get(), environment));
            }
        }
        guards.keySet().retainAll(guardsSeen.stream().map(Seen.Process::pid).toList());
        return new Seen(from, System.nanoTime(), withoutThePassed(ours), guardsSeen, zombies);
    }

    /** Whether that very process is still there. */
    boolean lives(Seen.Process process) {
        return ProcFolder.stat(process.pid())
                .filter(now -> now.startTicks() == process.startTicks() && !now.zombie()).isPresent();
    }

    private boolean isGuard(long pid, ProcFolder.Stat stat, long app) {
        if (stat.parent() == app && app != 0 && ProcFolder.commandLine(pid).endsWith(GUARD)) {
            guards.put(pid, stat.startTicks());
        }
        return Long.valueOf(stat.startTicks()).equals(guards.get(pid));
    }

    private static Seen.Process process(long pid, ProcFolder.Stat stat, Map<String, String> environment) {
        return new Seen.Process(pid, stat.startTicks(), stat.parent(), stat.state(), Marks.generation(environment),
                Marks.name(environment), Marks.token(environment), ProcFolder.commandLine(pid));
    }

    /**
     * A look takes some milliseconds, in which one launch may have followed another: of two launches of one sidecar only what
     * is there after both were seen was there at the same time.
     */
    private List<Seen.Process> withoutThePassed(List<Seen.Process> processes) {
        Map<String, Set<String>> tokens = new HashMap<>();
        processes.stream().filter(Seen.Process::belongsToASidecar)
                .forEach(process -> tokens.computeIfAbsent(process.name(), any -> new HashSet<>()).add(process.token()));
        return processes.stream()
                .filter(process -> tokens.getOrDefault(process.name(), Set.of()).size() < 2 || lives(process)).toList();
    }
}
