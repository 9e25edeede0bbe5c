package io.quarkiverse.sidecar.runtime.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Innocent processes that look much like sidecars. None of them may be harmed. */
final class Bystanders implements AutoCloseable {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final List<Process> processes = new ArrayList<>();

    Bystanders() {
        // The same program with the same arguments as each member of a family in the end.
        start(Map.of(), "sleep", "10000");
        start(Map.of("SIDECAR_NAME", "web"), "sleep", "10000");
        // Somebody else's sidecars.
        start(Map.of("SIDECAR_NAME", "web", "SIDECAR_TOKEN", TOKEN, "SIDECAR_OWNER", "somebody-else"), "sleep", "10000");
        start(Map.of("SIDECAR_ANCESTORS", "somebody-else:" + TOKEN), "sleep", "10000");
        start(Map.of("SIDECAR_TOKEN", TOKEN), "sleep", "10000");
        // Leaders of a session, and of a family.
        start(Map.of(), "setsid", "sleep", "10000");
        start(Map.of("SIDECAR_NAME", "web"), "sh", "-c", "sleep 10000 & exec sleep 10000");
        startWorkers();
    }

    /** Nothing that looks like a worker of a sidecar is one for that. */
    private void startWorkers() {
        Optional<Path> perl = Tools.find("perl");
        if (perl.isPresent()) {
            String work = "$0 = 'worker: ' . 'x' x 100000; sleep 10000";
            start(Map.of(), perl.get().toString(), "-e", work);
            start(Map.of(), "setsid", perl.get().toString(), "-e", work);
            start(Map.of(), "setsid", "sh", "-c", perl.get() + " -e \"$1\" & exec " + perl.get() + " -e \"$1\"", "sh", work);
        }
    }

    private void start(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            processes.add(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many are not alive any more. */
    long harmed() {
        return processes.stream().filter(process -> !process.isAlive()).count();
    }

    @Override
    public void close() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
