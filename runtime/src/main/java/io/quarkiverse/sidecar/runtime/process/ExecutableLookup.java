package io.quarkiverse.sidecar.runtime.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs as {@code execvp} does, but before the fork, and on the PATH that the child will have. */
public final class ExecutableLookup {

    /** What the C library searches when there is no PATH. */
    public static final String DEFAULT_PATH = "/bin:/usr/bin";

    private ExecutableLookup() {
    }

    /**
     * @param path the folders to search, separated by colons; an empty one is the working directory
     * @return absolute, so that whoever executes it looks no further
     */
    public static Optional<Path> find(String program, String path, Path workingDirectory) {
        try {
            if (program.indexOf('/') >= 0) {
                return Optional.of(workingDirectory.resolve(program)).filter(ExecutableLookup::isExecutable);
            }
            for (String folder : path.split(File.pathSeparator)) {
                Path candidate = workingDirectory.resolve(folder).resolve(program);
                if (isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
