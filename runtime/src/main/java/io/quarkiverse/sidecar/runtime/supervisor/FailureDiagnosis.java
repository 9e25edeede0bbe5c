package io.quarkiverse.sidecar.runtime.supervisor;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.launch.CommandNotExecutableException;
import io.quarkiverse.sidecar.runtime.lifecycle.Failure;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.output.BindErrorDetector;
import io.quarkiverse.sidecar.runtime.output.WrittenOutput;
import io.quarkiverse.sidecar.runtime.port.ListenerHint;
import io.quarkiverse.sidecar.runtime.port.ListeningSockets;
import io.quarkiverse.sidecar.runtime.port.PortAssignments.AssignedPort;
import io.quarkiverse.sidecar.runtime.port.UnixSocketFile;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;

/** Finds out why a launch of one sidecar came to nothing. Blocks for some milliseconds: not for event loops. */
record FailureDiagnosis(SidecarDeclaration declaration, AssignedPort port) {

    private static final Logger LOG = Logger.getLogger(FailureDiagnosis.class);

    /** What the JDK says when the program that starts its processes is not the one that it was built with. */
    private static final String SPAWN_HELPER = "spawn helper";

    /** The failure of a launch that could not be carried out. */
    static Failure launch(Throwable problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        if (cause instanceof CommandNotExecutableException) {
            return Failures.notExecutable(cause.getMessage());
        }
        if (!(cause instanceof IOException)) {
            LOG.error("Launching a sidecar failed unexpectedly", cause);
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return Failures.launchFailed(message.contains(SPAWN_HELPER)
                ? message + ". The Java that runs this application was changed or removed: restart the application"
                : message);
    }

    /** Empty when the port can be had now. */
    Optional<Failure> portConflict(ProcessServices services, int wanted) {
        return find(() -> services.holders().holder(declaration.host(), wanted)).map(holder -> held(services, holder));
    }

    /** What the last lines of a launch say of the cause of its exit, where that is known better than from the exit code. */
    Optional<Failure> exit(SidecarExit exit, WrittenOutput written, ProcessServices services) {
        return exit.isSuccess() ? daemon(services) : bindError(written, services);
    }

    /** Sentences on what a launch does instead of being ready. */
    String notReady(Set<Long> pids, WrittenOutput written) {
        String output = written.tellingLine().map("Its output says: \"%s\"."::formatted).orElse("It wrote nothing.");
        OptionalInt asked = declaration.health().port().isPresent() ? declaration.health().port() : port.current();
        if (asked.isEmpty()) {
            return output;
        }
        try {
            return ListenerHint.of(declaration.host(), asked.getAsInt(), ListeningSockets.read().openIn(pids)) + " " + output;
        } catch (RuntimeException e) {
            LOG.debugf(e, "The sockets of sidecar '%s' could not be read", declaration.name());
            return output;
        }
    }

    /** The port was free before the launch: a process that listens now was probably left by it. */
    private Optional<Failure> daemon(ProcessServices services) {
        return port.current().stream().mapToObj(wanted -> find(() -> services.holders().holderOnAnyAddress(wanted)))
                .flatMap(Optional::stream).findFirst().map(Failures::leftADaemon);
    }

    private Optional<Failure> bindError(WrittenOutput written, ProcessServices services) {
        return written.bindError().map(line -> {
            String quoted = written.quoted(line);
            return UnixSocketFile.namedIn(line)
                    .map(file -> Failures.socketFileInUse(file.path().toString(), file.open(), quoted))
                    .orElseGet(() -> portInUse(BindErrorDetector.port(line), quoted, services));
        });
    }

    /** @param named the port that the line names: it may listen on others than its declared one, for a debugger */
    private Failure portInUse(OptionalInt named, String quoted, ProcessServices services) {
        OptionalInt wanted = named.isPresent() ? named : port.current();
        Optional<PortHolder> holder = wanted.isEmpty() ? Optional.empty()
                : find(() -> services.holders().holderOnAnyAddress(wanted.getAsInt()));
        if (wanted.equals(port.current()) && (named.isPresent() || holder.isPresent())) {
            port.releaseAfterConflict();
        }
        return holder.map(found -> held(services, found)).orElseGet(
                () -> named.isPresent() ? Failures.portConflict(named.getAsInt(), quoted) : Failures.portConflict(quoted));
    }

    private Failure held(ProcessServices services, PortHolder holder) {
        if (holder.pid().isEmpty()) {
            return Failures.portConflict(holder);
        }
        long pid = holder.pid().getAsLong();
        if (pid == ProcessHandle.current().pid()) {
            return Failures.portHeldByUs(holder, "this application itself");
        }
        return services.sidecarOf(pid).filter(other -> !other.equals(declaration.name()))
                .map(other -> Failures.portHeldByUs(holder,
                        "the sidecar '%s' of this application".formatted(LogSafe.of(other))))
                .orElseGet(() -> services.lease().mayBeLeftOf(declaration.name(), pid) ? Failures.portHeldByLeftover(holder)
                        : Failures.portConflict(holder));
    }

    /** Not knowing is no reason not to launch: then the sidecar itself finds out. */
    private Optional<PortHolder> find(Supplier<Optional<PortHolder>> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            LOG.warnf(e, "Cannot tell who listens on the port of sidecar '%s'", declaration.name());
            return Optional.empty();
        }
    }
}
