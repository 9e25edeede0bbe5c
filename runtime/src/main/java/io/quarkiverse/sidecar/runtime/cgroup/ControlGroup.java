package io.quarkiverse.sidecar.runtime.cgroup;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jboss.logging.Logger;

/**
 * A control group (version 2) that was made for one launch. The kernel puts into it whatever its members fork, so membership is
 * exact, and it can kill all members at once. Its path names the run and the launch, so no other group ever has it.
 *
 * @param directory the group in the file system of control groups
 */
public record ControlGroup(Path directory) {

    private static final Logger LOG = Logger.getLogger(ControlGroup.class);
    private static final String OF_A_RUN = "quarkus-sidecar-";
    private static final String MEMBERS = "cgroup.procs";
    private static final String EVENTS = "cgroup.events";
    private static final String KILL = "cgroup.kill";
    private static final String FILE_SYSTEM = "cgroup2";

    /** The group that holds the groups of all launches of one run of the application. */
    public static Path ofRun(Path parent, String owner) {
        return parent.resolve(OF_A_RUN + owner);
    }

    /**
     * Makes the group of a launch, and puts its first process there.
     *
     * @param parent the group of this application
     * @throws IOException when the system does not permit it; then no group is left
     */
    public static ControlGroup create(Path parent, String owner, String token, long pid) throws IOException {
        ControlGroup group = new ControlGroup(ofRun(parent, owner).resolve(token));
        try {
            Files.createDirectories(group.directory);
            write(group.directory.resolve(MEMBERS), Long.toString(pid));
            return group;
        } catch (IOException e) {
            group.removeWithRun();
            throw e;
        }
    }

    /** True when its path is one that only the group of this launch can have. */
    public boolean isOf(String owner, String token) {
        Path run = directory.getParent();
        return directory.isAbsolute() && directory.normalize().equals(directory) && directory.endsWith(token)
                && run != null && run.endsWith(OF_A_RUN + owner);
    }

    /** True when there is such a group. A directory elsewhere that looks like one is none. */
    public boolean exists() {
        try {
            return Files.exists(directory) && directory.toRealPath().equals(directory)
                    && Files.getFileStore(directory).type().equals(FILE_SYSTEM);
        } catch (IOException e) {
            LOG.debugf(e, "Cannot tell whether %s is a control group", directory);
            return false;
        }
    }

    /**
     * The ids of its members, those of groups within it included.
     *
     * @throws IllegalStateException when they cannot be read, perhaps because too many files are open
     */
    public Set<Long> members() {
        Set<Long> pids = new HashSet<>();
        for (Path group : groups()) {
            read(group.resolve(MEMBERS)).lines().forEach(line -> pids.add(Long.parseLong(line)));
        }
        return pids;
    }

    /**
     * True when it has no member, neither directly nor in a group within it. Reads one small file.
     *
     * @throws IllegalStateException as {@link #members} does
     */
    public boolean empty() {
        return read(directory.resolve(EVENTS)).lines().noneMatch("populated 1"::equals);
    }

    /** Kills all members at once, also those that are being forked. Does not wait until they are gone. */
    public void kill() {
        try {
            write(directory.resolve(KILL), "1");
        } catch (IOException e) {
            LOG.debugf(e, "Cannot kill the control group %s at once", directory);
        }
    }

    /** Removes it. Does nothing while it has members. */
    public void remove() {
        try {
            if (!delete(directory)) {
                List<Path> groups = groups();
                // From the inside to the outside.
                for (int n = groups.size() - 1; n >= 0; n--) {
                    delete(groups.get(n));
                }
            }
        } catch (IllegalStateException unreadable) {
            LOG.debugf(unreadable, "The control group %s stays", directory);
        }
    }

    /** As {@link #remove}, and the group of the run, too, when it was the last there. */
    public void removeWithRun() {
        remove();
        delete(directory.getParent());
    }

    /** Removes the group of a run, with those in it that have no members. */
    public static void removeRun(Path parent, String owner) {
        Path run = ofRun(parent, owner);
        try {
            in(run).forEach(ControlGroup::remove);
            delete(run);
        } catch (IllegalStateException unreadable) {
            LOG.debugf(unreadable, "The control group %s stays", run);
        }
    }

    private static boolean delete(Path group) {
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (IOException e) {
            LOG.tracef(e, "The control group %s is still in use", group);
            return false;
        }
    }

    /** The groups right within a group. */
    static List<ControlGroup> in(Path group) {
        List<ControlGroup> groups = new ArrayList<>();
        try (DirectoryStream<Path> inner = Files.newDirectoryStream(group, path -> Files.isDirectory(path))) {
            inner.forEach(path -> groups.add(new ControlGroup(path)));
        } catch (IOException | DirectoryIteratorException e) {
            requireGone(group, e);
        }
        return groups;
    }

    /** Itself and those within it, each before those that it holds. */
    private List<Path> groups() {
        List<Path> groups = new ArrayList<>(List.of(directory));
        for (int n = 0; n < groups.size(); n++) {
            in(groups.get(n)).forEach(inner -> groups.add(inner.directory));
        }
        return groups;
    }

    /** Empty text when the group is gone. */
    private static String read(Path file) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            requireGone(file.getParent(), e);
            return "";
        }
    }

    /** One that is there and cannot be read may have members. */
    private static void requireGone(Path group, Exception unreadable) {
        if (!Files.notExists(group)) {
            throw new IllegalStateException("Cannot read the control group " + group, unreadable);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
