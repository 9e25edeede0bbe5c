package io.quarkiverse.sidecar.runtime.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.Protection;

/**
 * What is taken away from an application: programs from its PATH, or the directory that it could keep records in. Control
 * groups, which would make up for each of the others, are always taken away with it.
 */
enum MissingLayer {

    NOTHING("nothing", List.of(), Set.of()),
    CONTROL_GROUP("control groups", List.of(), Set.of()),
    SETSID("setsid", List.of("setsid"), Set.of(Protection.SESSION)),
    SETPRIV("setpriv", List.of("setpriv"), Set.of(Protection.PARENT_DEATH_SIGNAL)),
    SHELL("any shell, so gate and guard", List.of("sh", "bash", "busybox"),
            Set.of(Protection.GATE, Protection.GUARD)),
    GUARD_TOOLS("all programs but sh, setsid and setpriv",
            List.of("bash", "busybox", "kill", "sleep", "grep", "tr", "cat", "ls", "env", "sed", "awk", "head", "cut", "ps"),
            Set.of(Protection.GUARD)),
    ALL_BUT_SHELL("all programs but sh", concat(GUARD_TOOLS.programs, "setsid", "setpriv"),
            Set.of(Protection.SESSION, Protection.PARENT_DEATH_SIGNAL, Protection.GUARD)),
    ALL_PROGRAMS("all programs", concat(ALL_BUT_SHELL.programs, "sh"),
            Set.of(Protection.SESSION, Protection.PARENT_DEATH_SIGNAL, Protection.GATE, Protection.GUARD)),
    RECORD("the state folder, so record and reclaim", List.of(), Set.of(Protection.RECORD, Protection.GATE)),
    RECORD_AND_SESSION("the state folder, setsid and setpriv", List.of("setsid", "setpriv"),
            Set.of(Protection.RECORD, Protection.GATE, Protection.SESSION, Protection.PARENT_DEATH_SIGNAL));

    final String title;

    /** What an application must not claim then. */
    final Set<Protection> lost;

    private final List<String> programs;

    MissingLayer(String title, List<String> programs, Set<Protection> lost) {
        this.title = title;
        this.programs = programs;
        this.lost = new HashSet<>(lost);
        if (!leavesControlGroups()) {
            this.lost.add(Protection.CONTROL_GROUP);
        }
    }

    boolean leavesControlGroups() {
        return title.equals("nothing");
    }

    boolean recordIsLost() {
        return lost.contains(Protection.RECORD);
    }

    /** Where the application can be killed at all: no gate is opened that is not there, no record renamed. */
    List<KillPoint> points() {
        Set<KillPoint> points = EnumSet.allOf(KillPoint.class);
        if (recordIsLost()) {
            points.remove(KillPoint.BEFORE_RENAME);
        } else if (lost.contains(Protection.GATE)) {
            points.remove(KillPoint.AFTER_RENAME);
        }
        return List.copyOf(points);
    }

    /** The state folder of an application: for one that is to have none, a file stands in its way. */
    Path state(Path directory) {
        Path state = directory.resolve("state");
        try {
            if (!recordIsLost()) {
                return Files.createDirectories(state);
            }
            return Files.exists(state) ? state.resolve("none") : Files.createFile(state).resolve("none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PATH of an application: a folder with those of our programs that are left. */
    String path(Path directory) {
        if (programs.isEmpty()) {
            return Tools.PATH;
        }
        try {
            Path bin = Files.createDirectories(directory.resolve("bin"));
            for (String tool : concat(ALL_PROGRAMS.programs)) {
                // Without a shell on the PATH the one of every system is found: one that does not work hides it.
                String target = !programs.contains(tool) ? tool : tool.equals("sh") ? "false" : "";
                if (Tools.find(target).isPresent() && !target.isEmpty()) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(Tools.path(target)));
                }
            }
            return bin.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }

    private static List<String> concat(List<String> programs, String... more) {
        return Stream.concat(programs.stream(), Stream.of(more)).distinct().toList();
    }
}
