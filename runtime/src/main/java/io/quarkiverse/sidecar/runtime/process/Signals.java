package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

/**
 * Sends signals, each to one process that is proved to be the one meant. The order is what makes it safe: take the handle,
 * then verify, then signal. The handle checks the start of the process once more.
 */
final class Signals {

    private static final Logger LOG = Logger.getLogger(Signals.class);

    private static final long PATIENCE_SECONDS = 5;

    private final ProcessTable table;
    private final AtomicBoolean saidSubstitute = new AtomicBoolean();

    Signals(ProcessTable table) {
        this.table = table;
    }

    /** Returns false when the process is not there any more, or may not be signalled. */
    boolean send(ProcessIdentity target, StopSignal signal) {
        long pid = target.pid();
        if (!ProcessIdentity.ordinaryPid(pid) || pid == ProcessHandle.current().pid()) {
            return false;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty() || table.find(pid).filter(entry -> target.is(entry) && !entry.zombie()).isEmpty()) {
            return false;
        }
        return switch (signal) {
            case KILL -> handle.get().destroyForcibly();
            case TERM -> handle.get().destroy();
            default -> substitute(target, signal).map(why -> {
                if (saidSubstitute.compareAndSet(false, true)) {
                    LOG.warnf("Sending TERM instead of %s to pid %d: %s", signal, pid, why);
                }
                return handle.get().destroy();
            }).orElse(true);
        };
    }

    /** Sends it by the system's {@code kill}; when that cannot be, says why. */
    private Optional<String> substitute(ProcessIdentity target, StopSignal signal) {
        // The JDK starts its children with QUIT blocked; a program that does not unblock it would never hear it.
        if (signal == StopSignal.QUIT && table.blocksQuit(target.pid())) {
            return Optional.of("the process blocks QUIT, as the JVM made it start");
        }
        Optional<Path> kill = Programs.find("kill", System.getenv().getOrDefault("PATH", Programs.DEFAULT_PATH),
                Path.of("").toAbsolutePath()).or(() -> Programs.find("kill", Programs.DEFAULT_PATH, Path.of("/")));
        if (kill.isEmpty()) {
            return Optional.of("there is no 'kill' program on the PATH");
        }
        try {
            Process sent = new ProcessBuilder(kill.get().toString(), "-s", signal.name(), Long.toString(target.pid()))
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
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
}
