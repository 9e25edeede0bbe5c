package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/** Signals processes of this soak, each proved again right before. */
final class Hand {

    private final String soak;

    Hand(String soak) {
        this.soak = soak;
    }

    /** False when it is gone, or is not proved. */
    boolean kill(Seen.Process target) {
        return handle(target).filter(ProcessHandle::destroyForcibly).isPresent();
    }

    boolean terminate(Seen.Process target) {
        return handle(target).filter(ProcessHandle::destroy).isPresent();
    }

    /** STOP or CONT, which only the system's command can send. */
    boolean signal(Seen.Process target, String signal) throws IOException, InterruptedException {
        if (handle(target).isEmpty()) {
            return false;
        }
        return new ProcessBuilder("kill", "-s", signal, String.valueOf(target.pid())).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start().waitFor() == 0;
    }

    /** A guard carries no mark: it is known as the child of an application of ours. */
    boolean killGuard(Seen.Process guard) {
        return ProcessHandle.of(guard.pid()).filter(
                handle -> ProcFolder.stat(guard.pid()).filter(now -> now.startTicks() == guard.startTicks()).isPresent())
                .filter(ProcessHandle::destroyForcibly).isPresent();
    }

    /** The handle is taken first: it knows its process, also when the number is given to another one. */
    private Optional<ProcessHandle> handle(Seen.Process target) {
        return ProcessHandle.of(target.pid())
                .filter(handle -> ProcFolder.stat(target.pid())
                        .filter(now -> now.startTicks() == target.startTicks()).isPresent())
                .filter(handle -> Marks.provesSidecar(soak, ProcFolder.environment(target.pid())));
    }
}
