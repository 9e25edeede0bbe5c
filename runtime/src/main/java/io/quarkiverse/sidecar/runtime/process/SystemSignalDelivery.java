package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.Signal.JobSignal;
import io.quarkiverse.sidecar.runtime.process.SignalSender.SignalDelivery;

/**
 * Delivers TERM and KILL through the handle, which checks the start of the process once more, and what the JDK cannot send
 * through the system's {@code kill}.
 *
 * @param deaf says why a process would never hear a signal
 */
record SystemSignalDelivery(Deafness deaf) implements SignalDelivery {

    private static final Logger LOG = Logger.getLogger(SystemSignalDelivery.class);

    private static final long PATIENCE_SECONDS = 5;

    @Override
    public boolean deliver(ProcessHandle target, Signal signal) {
        if (signal == StopSignal.KILL) {
            return target.destroyForcibly();
        }
        if (signal == StopSignal.TERM) {
            return target.destroy();
        }
        Optional<String> problem = byProgram(target.pid(), signal);
        if (problem.isPresent() && signal instanceof JobSignal) {
            LOG.warnf("%s was not sent to pid %d: %s", signal, target.pid(), problem.get());
            return false;
        }
        return problem.map(why -> {
            LOG.warnf("Sending TERM instead of %s to pid %d: %s", signal, target.pid(), why);
            return target.destroy();
        }).orElse(true);
    }

    /**
     * One positive number: {@code kill} takes 0 and negative ones for whole groups, and -1 for everybody.
     *
     * @throws IllegalArgumentException when it is not that of one ordinary process other than this JVM
     */
    static List<String> command(Path kill, Signal signal, long pid) {
        if (!ProcessIdentity.ordinaryPid(pid) || pid == ProcessHandle.current().pid()) {
            throw new IllegalArgumentException("Refusing to send " + signal + " to pid " + pid + ": only one ordinary process"
                    + " other than this JVM (pid " + ProcessHandle.current().pid() + ") is ever signalled");
        }
        return List.of(kill.toString(), "-s", signal.name(), Long.toString(pid));
    }

    /** When that cannot be, says why. */
    private Optional<String> byProgram(long pid, Signal signal) {
        Optional<String> deafTo = signal instanceof StopSignal stop ? deaf.to(pid, stop) : Optional.empty();
        if (deafTo.isPresent()) {
            return deafTo;
        }
        Optional<Path> kill = ExecutableLookup.find("kill", System.getenv().getOrDefault("PATH", ExecutableLookup.DEFAULT_PATH),
                Path.of("").toAbsolutePath())
                .or(() -> ExecutableLookup.find("kill", ExecutableLookup.DEFAULT_PATH, Path.of("/")));
        if (kill.isEmpty()) {
            return Optional.of("there is no 'kill' program on the PATH");
        }
        try {
            Process sent = new ProcessBuilder(command(kill.get(), signal, pid)).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD).start();
            if (!sent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                sent.toHandle().destroyForcibly();
                return Optional.of("'kill' hangs");
            }
            return sent.exitValue() == 0 ? Optional.empty() : Optional.of("'kill' failed with " + sent.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("'kill' failed: " + e.getMessage());
        }
    }

    @FunctionalInterface
    interface Deafness {
        Optional<String> to(long pid, StopSignal signal);
    }
}
