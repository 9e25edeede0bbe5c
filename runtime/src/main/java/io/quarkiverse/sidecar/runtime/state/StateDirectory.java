package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.redaction.LogSafe;

/** Finds the folder that keeps what one application has running. */
public final class StateDirectory {

    private static final Logger LOG = Logger.getLogger(StateDirectory.class);

    private static final String OURS = "quarkus-sidecar";

    private StateDirectory() {
    }

    /**
     * The application's folder, created if missing: in the configured folder, else in the user's state folder, else in the
     * temporary folder. A folder that others could tamper with is refused. Where it is kept elsewhere than in the first of
     * them, or nowhere, one line of the log says so.
     *
     * @param configured {@code quarkus.sidecar.state-directory}; when it is present, nothing else is tried
     * @param location what tells two applications of one name apart: the project folder or the packaged app's path
     * @return empty when no folder can be used: then nothing can be recorded, and nothing reclaimed
     */
    public static Optional<Path> locate(Optional<Path> configured, String applicationName, Path location) {
        OptionalLong user = ProcessTable.ofThisMachine().user(ProcessHandle.current().pid());
        String home = System.getProperty("user.home");
        List<Path> candidates = configured.map(List::of)
                .orElseGet(() -> candidates(System.getenv(), home, System.getProperty("java.io.tmpdir"), user));
        Optional<Path> directory = locate(candidates, applicationName, location, user);
        if (configured.isEmpty() && candidates.size() == 1) {
            directory
                    .ifPresent(kept -> LOG.infof("Keeping the state of sidecars in %s: this user has no home folder (%s)", kept,
                            LogSafe.of(home)));
        }
        return directory;
    }

    static Optional<Path> locate(List<Path> candidates, String applicationName, Path location, OptionalLong user) {
        String application = SafeFileName.of(applicationName, location.toAbsolutePath().toString());
        List<String> refused = new ArrayList<>();
        for (Path candidate : candidates) {
            try {
                Path state = new DirectoryPermissions(user).prepare(candidate.toAbsolutePath());
                Path directory = new DirectoryPermissions(user).checkOwn(PrivateFiles.directory(state.resolve(application)));
                if (!refused.isEmpty()) {
                    LOG.warnf("Keeping the state of sidecars in %s, and not in %s", directory, String.join("; ", refused));
                }
                return Optional.of(directory);
            } catch (IOException | RuntimeException e) {
                refused.add(candidate + " (" + (e instanceof FileSystemException ? e.toString() : e.getMessage()) + ")");
            }
        }
        LOG.warnf(
                "There is no folder to keep the state of sidecars in: a sidecar that outlives this application is not reclaimed."
                        + " Set quarkus.sidecar.state-directory to a folder that this user alone can write. Not used: %s",
                String.join("; ", refused));
        return Optional.empty();
    }

    static List<Path> candidates(Map<String, String> environment, String home, String temporary, OptionalLong user) {
        List<Path> candidates = new ArrayList<>();
        // The XDG specification wants a path that is not absolute ignored.
        path(environment.get("XDG_STATE_HOME")).filter(Path::isAbsolute)
                .or(() -> path(home).filter(directory -> directory.isAbsolute() && Files.isDirectory(directory))
                        .map(directory -> directory.resolve(".local/state")))
                .ifPresent(state -> candidates.add(state.resolve(OURS)));
        String who = user.isPresent() ? Long.toString(user.getAsLong())
                : SafeFileName.of(System.getProperty("user.name", ""), "");
        path(temporary).ifPresent(directory -> candidates.add(directory.resolve(OURS + "-" + who)));
        return candidates;
    }

    /** Empty also when the JVM's character set cannot express the path: in the C locale for example. */
    private static Optional<Path> path(String text) {
        try {
            return Optional.ofNullable(text).map(Path::of);
        } catch (InvalidPathException e) {
            LOG.warnf("Not keeping the state of sidecars in %s: %s", LogSafe.of(text), e.getReason());
            return Optional.empty();
        }
    }
}
