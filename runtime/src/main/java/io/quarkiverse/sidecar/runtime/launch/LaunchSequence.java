package io.quarkiverse.sidecar.runtime.launch;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.cgroup.ControlGroup;
import io.quarkiverse.sidecar.runtime.launch.CommandNotExecutableException.MissingProgram;
import io.quarkiverse.sidecar.runtime.launch.HostTools.ProcessOne;
import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.ExecutableLookup;
import io.quarkiverse.sidecar.runtime.process.ExecutableLookup.Interpreter;
import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.SignalSender;

/** One launch after the other: find the program, fork the gate, announce it, open it. Used by the launcher's thread only. */
final class LaunchSequence {

    private static final Logger LOG = Logger.getLogger(LaunchSequence.class);

    private static final String NO_RECORD = "No record of sidecar '%s' (pid %d) could be written: if this application is"
            + " killed, its next start cannot reclaim the process";

    private static final int TOKEN_BYTES = 16;
    private static final File NOTHING = new File("/dev/null");

    private final ProcessTable table;
    private final SignalSender signals;
    private final String owner;
    private final Map<String, String> app;
    private final SecureRandom random = new SecureRandom();

    private final Supplier<HostTools> detection;
    private final Guard guard;

    private HostTools tools;
    private volatile Optional<Path> controlGroup = Optional.empty();
    private boolean saidWhatIsLost;
    private boolean saidWhatFails;

    /**
     * @param app the environment of this JVM
     * @param detection called once, at the first launch
     */
    LaunchSequence(ProcessTable table, SignalSender signals, String owner, Map<String, String> app,
            Supplier<HostTools> detection) {
        this.guard = new Guard(owner, app);
        this.table = table;
        this.signals = signals;
        this.owner = owner;
        this.app = app;
        this.detection = detection;
    }

    /** Any thread may ask it anything. */
    Guard guard() {
        return guard;
    }

    /** To be called when no launch follows. What is alive is left to the guard. */
    void close() {
        guard.close();
        controlGroup.ifPresent(parent -> ControlGroup.removeRun(parent, owner));
    }

    SidecarProcess run(ProcessSpec spec, LaunchListener listener) throws IOException {
        Path program = find(spec);
        if (tools == null) {
            tools = detection.get();
            tools.logMissing();
            controlGroup = tools.controlGroup();
            ProcessOne.logIf(ProcessHandle.current().pid() == 1);
        }
        boolean guarded = guard.ensureRunning(tools);
        Path executable = program.toRealPath();
        LaunchMarker marker = new LaunchMarker(owner, newToken());
        Optional<List<String>> gate = gate(spec);
        Process process = fork(spec, program, gate, LaunchEnvironment.of(spec, marker, app));
        try {
            ProcessIdentity identity = new ProcessIdentity(table.machine(), process.pid(),
                    table.find(process.pid()).map(ProcessEntry::startTicks).orElse(0L));
            Set<Protection> protections = protections(guarded);
            LaunchTraces traces = traces(process.pid(), gate.isPresent(), marker);
            traces.controlGroup().ifPresent(any -> protections.add(Protection.CONTROL_GROUP));
            boolean leadsSession = tools.setsid().isPresent();
            guard.watch(identity, leadsSession, traces);
            if (announce(new LaunchTicket(spec.name(), identity, marker.token(), owner, leadsSession, executable,
                    traces), listener)) {
                protections.add(Protection.RECORD);
                gate.ifPresent(any -> protections.add(Protection.GATE));
            }
            if (gate.isPresent()) {
                open(process);
            }
            return new SidecarProcess(table, signals, guard, process, identity, marker, leadsSession, traces, protections);
        } catch (RuntimeException | Error e) {
            process.toHandle().destroyForcibly();
            throw e;
        }
    }

    private static Path find(ProcessSpec spec) throws CommandNotExecutableException {
        if (!Files.isDirectory(spec.workingDirectory())) {
            throw new CommandNotExecutableException("Cannot launch sidecar '" + spec.name() + "': its working directory "
                    + spec.workingDirectory() + " does not exist or is no directory");
        }
        String path = spec.environment().getOrDefault("PATH", ExecutableLookup.DEFAULT_PATH);
        Path program = ExecutableLookup.find(spec.program(), path, spec.workingDirectory())
                .orElseThrow(() -> MissingProgram.of(spec, path));
        Optional<String> missing = Interpreter.missing(program, path, spec.workingDirectory());
        if (missing.isPresent()) {
            throw new CommandNotExecutableException("Cannot launch sidecar '" + spec.name() + "': " + program + " "
                    + missing.get() + " (working directory " + spec.workingDirectory() + "). Install it, or correct that line");
        }
        Optional<String> problem = ExecutableFormat.problem(program);
        if (problem.isPresent()) {
            throw new CommandNotExecutableException(
                    "Cannot launch sidecar '" + spec.name() + "': " + program + " " + problem.get());
        }
        return program;
    }

    /** The shell that holds the gate; empty when there is none. */
    private Optional<List<String>> gate(ProcessSpec spec) throws IOException {
        List<String> dropped = Gate.namesThatShellsDrop(spec.environment().keySet());
        if (tools.shell().isEmpty() && tools.bash().isEmpty()) {
            return Optional.empty();
        }
        if (tools.bash().isPresent() && (!dropped.isEmpty() || tools.shell().isEmpty())) {
            return Optional.of(Gate.inBash(tools.bash().get()).toList());
        }
        List<String> declared = LaunchEnvironment.declared(dropped, spec, app);
        if (!declared.isEmpty()) {
            throw new IOException("Cannot launch sidecar '" + spec.name() + "': the shell " + tools.shell().get()
                    + " does not hand on environment variables with such names: " + String.join(", ", declared)
                    + ". Install bash, or use names of letters, digits and underscores");
        }
        if (!dropped.isEmpty() && !saidWhatIsLost) {
            saidWhatIsLost = true;
            LOG.infof("Sidecars may not see these environment variables of this application, whose names the shell %s does"
                    + " not hand on: %s. Install bash to change that.", tools.shell().get(), String.join(", ", dropped));
        }
        return Optional.of(Gate.inPosixShell(tools.shell().get()).toList());
    }

    private Process fork(ProcessSpec spec, Path program, Optional<List<String>> gate, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(tools.prefix());
        gate.ifPresent(command::addAll);
        command.add(program.toString());
        command.addAll(spec.command().subList(1, spec.command().size()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(spec.workingDirectory().toFile());
        LaunchEnvironment.apply(environment, builder.environment());
        if (gate.isPresent()) {
            builder.environment().put(Gate.PARENT, Long.toString(ProcessHandle.current().pid()));
        } else if (NOTHING.exists()) {
            builder.redirectInput(Redirect.from(NOTHING));
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("Cannot launch sidecar '" + spec.name() + "' (" + program + "): " + e.getMessage(), e);
        }
    }

    /**
     * Without a gate the program runs already, and may have given itself another output.
     *
     * @param gated true while a gate holds the program up
     */
    private LaunchTraces traces(long pid, boolean gated, LaunchMarker marker) {
        return new LaunchTraces(gated ? table.outputPipes(pid) : Set.of(), controlGroup(pid, marker), 0, Map.of());
    }

    private Optional<ControlGroup> controlGroup(long pid, LaunchMarker marker) {
        if (controlGroup.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ControlGroup.create(controlGroup.get(), marker.owner(), marker.token(), pid));
        } catch (IOException e) {
            // Perhaps for this process alone: it has ended already.
            LOG.logf(saidWhatFails ? Level.DEBUG : Level.INFO,
                    "Process %d could not be put into a control group of its own, and is known by the other protections: %s",
                    pid, e.toString());
            saidWhatFails = true;
            return Optional.empty();
        }
    }

    private Set<Protection> protections(boolean guarded) {
        Set<Protection> protections = EnumSet.noneOf(Protection.class);
        if (guarded) {
            protections.add(Protection.GUARD);
        }
        tools.setsid().ifPresent(any -> protections.add(Protection.SESSION));
        tools.setpriv().ifPresent(any -> protections.add(Protection.PARENT_DEATH_SIGNAL));
        return protections;
    }

    private static boolean announce(LaunchTicket ticket, LaunchListener listener) {
        try {
            listener.beforeProgramStarts(ticket);
            return true;
        } catch (LaunchListener.NothingToRecordIn e) {
            LOG.debugf(NO_RECORD, ticket.name(), ticket.identity().pid());
            return false;
        } catch (IOException e) {
            LOG.warnf(NO_RECORD + ": %s", ticket.name(), ticket.identity().pid(), e.getMessage());
            return false;
        } catch (RuntimeException | LinkageError e) {
            LOG.warnf(e, NO_RECORD, ticket.name(), ticket.identity().pid());
            return false;
        }
    }

    private static void open(Process gate) {
        try (OutputStream opening = gate.getOutputStream()) {
            opening.write('\n');
        } catch (IOException e) {
            // It was terminated while it waited: its exit is reported.
            LOG.debugf(e, "The gate of pid %d was gone before it was opened", gate.pid());
        }
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
