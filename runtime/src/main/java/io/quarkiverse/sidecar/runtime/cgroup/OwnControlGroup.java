package io.quarkiverse.sidecar.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * The control group (version 2) of this application, where it may make groups in it: as root, in a systemd user session, in a
 * service with {@code Delegate=yes}.
 */
public final class OwnControlGroup {

    private static final Logger LOG = Logger.getLogger(OwnControlGroup.class);

    /** A system property: {@code false} does without control groups. For tests of the other protections. */
    static final String SWITCH = "io.quarkiverse.sidecar.control-groups";

    private static final String MEMBERS = "cgroup.procs";
    private static final List<String> LIMITS = List.of("memory.max", "memory.high", "cpu.max");
    private static final String NO_LIMIT = "max";
    private static final String VERSION_2 = "0::";
    private static final String FILE_SYSTEM = " - cgroup2 ";
    // Fields of /proc/self/mountinfo.
    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;

    private OwnControlGroup() {
    }

    /** Empty when no group can be made in it, which is tried, or none can be killed at once (before Linux 5.14). */
    public static Optional<Path> detect() {
        return locate().filter(group -> !limited(group)).filter(OwnControlGroup::works);
    }

    /**
     * True when it has a limit of memory or processors. Runtimes such as Java before 24 look for one in the very group that
     * they are in, and nowhere above it, so that in a group of its own a sidecar would take the whole machine for its own.
     */
    static boolean limited(Path group) {
        return Stream.iterate(group, it -> it != null && Files.exists(it.resolve(MEMBERS)), Path::getParent)
                .flatMap(it -> LIMITS.stream().map(it::resolve)).anyMatch(OwnControlGroup::limits);
    }

    private static boolean limits(Path file) {
        try {
            return Files.exists(file) && !Files.readString(file).startsWith(NO_LIMIT);
        } catch (IOException e) {
            LOG.debugf("Cannot read the limit %s: %s", file, e.toString());
            return true;
        }
    }

    private static Optional<Path> locate() {
        if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
            return Optional.empty();
        }
        try {
            return find(Files.readAllLines(Path.of("/proc/self/cgroup")), Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException | RuntimeException e) {
            LOG.debug("There are no control groups", e);
            return Optional.empty();
        }
    }

    /** The groups of all launches of a run that had the same group as this one. */
    public static List<ControlGroup> ofRun(String owner) {
        return locate().map(parent -> ControlGroup.in(ControlGroup.ofRun(parent, owner))).orElse(List.of());
    }

    /** Removes the groups of a run that had the same group as this one, as far as they have no members. */
    public static void removeRun(String owner) {
        locate().ifPresent(parent -> ControlGroup.removeRun(parent, owner));
    }

    /** @return where the group is mounted; empty when it is outside of what is mounted here */
    static Optional<Path> find(List<String> membership, List<String> mounts) {
        Optional<Path> path = membership.stream().filter(line -> line.startsWith(VERSION_2))
                .map(line -> Path.of(line.substring(VERSION_2.length()))).findFirst();
        return path.flatMap(group -> mounts.stream().filter(line -> line.contains(FILE_SYSTEM)).map(line -> line.split(" "))
                .filter(fields -> group.startsWith(fields[ROOT]) && !group.startsWith("/.."))
                .map(fields -> Path.of(fields[MOUNT_POINT]).resolve(Path.of(fields[ROOT]).relativize(group)).normalize())
                .findFirst());
    }

    private static boolean works(Path group) {
        try {
            Path trial = Files.createTempDirectory(group, "quarkus-sidecar-trial-");
            try {
                return Files.isWritable(trial.resolve("cgroup.kill")) && Files.isWritable(group.resolve(MEMBERS));
            } finally {
                Files.delete(trial);
            }
        } catch (IOException e) {
            LOG.debugf("No control group can be made in %s: %s", group, e.toString());
            return false;
        }
    }
}
