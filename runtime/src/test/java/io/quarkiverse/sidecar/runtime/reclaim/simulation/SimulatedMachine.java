package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Chance;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** The processes of a machine with few pids, so that they are soon recycled. */
final class SimulatedMachine implements ProcessTable {

    /** Above what a real system gives: the JVM that runs the test is none of them. */
    private static final long FIRST_PID = 1L << 30;
    private static final int PIDS = 60;
    private static final long NAMESPACE = 4026531836L;

    private final World world;
    private final Map<Long, SimulatedProcess> processes = new LinkedHashMap<>();
    private int boot;
    private long ticks;
    private long pipes;

    /** The ancestor of all instances: a shell that leads its session, and runs the very program that sidecars do. */
    SimulatedProcess shell;

    SimulatedMachine(World world) {
        this.world = world;
        boot();
    }

    private void boot() {
        boot++;
        ticks = 0;
        shell = fork(1, true, SimulatedProcess.PROGRAM, Map.of(), null);
    }

    void reboot() {
        List.copyOf(processes.values()).forEach(this::vanish);
        boot();
    }

    SimulatedProcess fork(long parent, boolean leads, Path executable, Map<String, String> environment, Run launchedBy) {
        long session = leads ? 0 : processes.containsKey(parent) ? processes.get(parent).session : shell.session;
        return forkInto(parent, session, executable, environment, launchedBy);
    }

    /** @param session 0 for one of its own */
    private SimulatedProcess forkInto(long parent, long session, Path executable, Map<String, String> environment,
            Run launchedBy) {
        long pid = freePid();
        SimulatedProcess process = new SimulatedProcess(pid, ++ticks, parent, session == 0 ? pid : session, executable,
                environment, launchedBy);
        processes.put(pid, process);
        return process;
    }

    private long freePid() {
        long pid;
        do {
            pid = FIRST_PID + world.chance.below(PIDS);
        } while (isTaken(pid));
        return pid;
    }

    /** The number of a session is not given to a process while the session has a member. */
    private boolean isTaken(long pid) {
        return processes.containsKey(pid) || processes.values().stream().anyMatch(process -> process.session == pid);
    }

    /** Of two pipes that nobody else has. */
    Set<Long> pipes() {
        pipes += 2;
        return Set.of(pipes, pipes + 1);
    }

    boolean isFull() {
        long sessionsOfTheDead = processes.values().stream().map(process -> process.session)
                .filter(session -> !processes.containsKey(session)).distinct().count();
        return processes.size() + sessionsOfTheDead > PIDS * 2 / 3;
    }

    List<SimulatedProcess> living(Predicate<SimulatedProcess> wanted) {
        List<SimulatedProcess> found = new ArrayList<>();
        for (SimulatedProcess process : processes.values()) {
            if (process.alive && wanted.test(process)) {
                found.add(process);
            }
        }
        return found;
    }

    SimulatedProcess at(long pid) {
        return processes.get(pid);
    }

    /** Some stay zombies until their parent takes note. */
    void end(SimulatedProcess process) {
        if (!process.alive) {
            return;
        }
        process.alive = false;
        if (world.chance.oneIn(3)) {
            process.zombie = true;
            world.agenda.in(world.chance.upTo(Chance.SECOND), "a zombie goes", () -> vanish(process));
        } else {
            vanish(process);
        }
        process.onExit.run();
    }

    private void vanish(SimulatedProcess process) {
        process.alive = false;
        processes.remove(process.pid, process);
    }

    void kill(SimulatedProcess process) {
        long takes = process.diesSlowly ? Chance.SECOND : 2 * Chance.MILLI;
        world.agenda.in(world.chance.upTo(takes), "a killed process dies", () -> end(process));
    }

    @Override
    public Machine machine() {
        return new Machine("boot-" + boot, NAMESPACE);
    }

    @Override
    public long ticks() {
        return ticks;
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return Optional.ofNullable(processes.get(pid)).map(SimulatedProcess::entry);
    }

    @Override
    public List<ProcessEntry> all() {
        return processes.values().stream().map(SimulatedProcess::entry).toList();
    }

    @Override
    public Optional<Map<String, String>> environment(long pid) {
        SimulatedProcess process = processes.get(pid);
        boolean unread = process != null && process.main == null && world.has(Flaw.OTHER_TOKENS_IGNORED);
        return process == null || process.zombie ? Optional.empty()
                : Optional.of(process.blank || unread ? Map.of() : process.environment);
    }

    @Override
    public Set<Long> outputPipes(long pid) {
        SimulatedProcess process = processes.get(pid);
        return process == null || process.zombie ? Set.of() : process.outputs;
    }

    @Override
    public Optional<Path> executable(long pid) {
        return Optional.ofNullable(processes.get(pid)).map(process -> process.executable);
    }

    @Override
    public Optional<List<String>> commandLine(long pid) {
        return Optional.empty();
    }

    @Override
    public OptionalLong user(long pid) {
        return OptionalLong.of(1000);
    }
}
