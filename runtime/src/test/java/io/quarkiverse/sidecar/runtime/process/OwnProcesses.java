package io.quarkiverse.sidecar.runtime.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.sidecar.runtime.launch.SidecarProcess;

/** The processes that a test starts. It ends every one of them, also when the test fails. */
public class OwnProcesses implements AfterEachCallback {

    private static final StopPolicy AT_ONCE = new StopPolicy(StopSignal.KILL, Duration.ZERO);

    private final List<ProcessHandle> handles = new CopyOnWriteArrayList<>();
    private final List<SidecarProcess> launched = new CopyOnWriteArrayList<>();

    /** An owner id that nobody else has: the guard of another test, or of another build, ends what carries its own. */
    public static String newOwner() {
        return "test-" + UUID.randomUUID();
    }

    /** A process that has nothing to do with any sidecar. */
    public Process bystander(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        handles.add(process.toHandle());
        return process;
    }

    public Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        handles.add(process.toHandle());
        return process;
    }

    /** One that was started indirectly; the caller has just learnt its pid from the process itself. */
    public ProcessHandle own(long pid) {
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("pid " + pid + " is gone"));
        handles.add(handle);
        return handle;
    }

    /** One that was started indirectly and may have ended by now. */
    public void ownIfAlive(long pid) {
        ProcessHandle.of(pid).ifPresent(handles::add);
    }

    public SidecarProcess own(SidecarProcess process) {
        launched.add(process);
        ProcessHandle.of(process.pid()).ifPresent(handles::add);
        return process;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        handles.forEach(handle -> {
            handle.descendants().forEach(ProcessHandle::destroyForcibly);
            handle.destroyForcibly();
        });
        launched.forEach(process -> process.terminate(AT_ONCE));
    }
}
