package io.quarkiverse.sidecar.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.reclaim.SlotLease;

class StateDirectoryTest {

    private static final OptionalLong USER = ProcessTable.ofThisMachine().user(ProcessHandle.current().pid());
    private static final Path PROJECT = Path.of("/projects/shop");

    @TempDir
    Path directory;

    @Test
    void prefersTheUsersStateFolderAndFallsBackToTheTemporaryOne() {
        OptionalLong user = OptionalLong.of(1000);
        Path temporary = Path.of("/tmp/quarkus-sidecar-1000");

        assertThat(StateDirectory.candidates(Map.of("XDG_STATE_HOME", "/state"), directory.toString(), "/tmp", user))
                .containsExactly(Path.of("/state/quarkus-sidecar"), temporary);
        assertThat(StateDirectory.candidates(Map.of("XDG_STATE_HOME", "relative"), directory.toString(), "/tmp", user))
                .containsExactly(directory.resolve(".local/state/quarkus-sidecar"), temporary);
        assertThat(StateDirectory.candidates(Map.of(), "?", "/tmp", user)).containsExactly(temporary);
    }

    @Test
    void passesOverWhatIsNoPathHere() {
        OptionalLong user = OptionalLong.of(1000);

        assertThat(StateDirectory.candidates(Map.of("XDG_STATE_HOME", "/a\0b"), directory.toString(), "/tmp", user))
                .containsExactly(directory.resolve(".local/state/quarkus-sidecar"), Path.of("/tmp/quarkus-sidecar-1000"));
        assertThat(StateDirectory.candidates(Map.of(), "/\0", "\0", user)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "with spaces", "with 'single' and \"double\" quotes", "größe und 日本語", "$HOME;`id`*?", "-rf",
            "new\nline", "per%20cent & more=1" })
    void takesAFolderOfAnyName(String name) {
        assumeThat(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name))
                .as("this JVM's locale can express the name").isTrue();
        Path application = locate(directory.resolve(name)).orElseThrow();
        ProcessTable table = ProcessTable.ofThisMachine();

        try (SlotLease lease = new Reclaimer(table, Optional.of(application)).occupy(any -> null);
                SlotLease second = new Reclaimer(table, Optional.of(application)).occupy(any -> null)) {
            assertThat(second.isOtherLiveInstance(lease.owner())).isTrue();
        }
    }

    @Test
    void createsFoldersForThisUserAlone() throws Exception {
        Path found = locate(directory.resolve("a/b")).orElseThrow();

        assertThat(found).startsWith(directory.toRealPath().resolve("a/b")).isDirectory();
        for (Path created = found; !created.equals(directory.toRealPath()); created = created.getParent()) {
            assertThat(mode(created)).isEqualTo("rwx------");
        }
        assertThat(locate(directory.resolve("a/b"))).as("found again").contains(found);
    }

    @Test
    void keepsApplicationsOfOneNameApart() {
        assertThat(StateDirectory.locate(List.of(directory), "shop", Path.of("/projects/other"), USER))
                .isPresent().isNotEqualTo(locate(directory));
        assertThat(StateDirectory.locate(List.of(directory), "../../x", PROJECT, USER).orElseThrow().getParent())
                .as("a name is no path").isEqualTo(locate(directory).orElseThrow().getParent());
    }

    @Test
    void refusesALinkAndTakesTheNextCandidate() throws Exception {
        Path target = Files.createDirectory(directory.resolve("target"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        assertThat(locate(link)).isEmpty();
        assertThat(locate(link, directory.resolve("next")).orElseThrow().getParent().getFileName()).hasToString("next");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void refusesAnApplicationFolderThatIsALink() throws Exception {
        Path application = locate(directory).orElseThrow();
        Files.delete(application);
        Files.createSymbolicLink(application, Files.createDirectory(directory.resolve("target")));

        assertThat(locate(directory)).isEmpty();
    }

    @Test
    void refusesAFolderThatEverybodyCanWriteUnlessItIsSticky() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        chmod(open, 0777);

        assertThat(locate(open.resolve("state"))).isEmpty();
        assertThat(locate(open.resolve("deep/er/state"))).isEmpty();
        assertThat(locate(open)).isEmpty();
        assertThat(open).isEmptyDirectory();

        chmod(open, 01777);
        assertThat(locate(open.resolve("state"))).isPresent();
    }

    @Test
    void refusesAnApplicationFolderThatOthersCanWrite() throws Exception {
        chmod(locate(directory).orElseThrow(), 0770);

        assertThat(locate(directory)).isEmpty();
    }

    @Test
    void refusesAFolderOfAnotherUser() throws Exception {
        assumeThat(USER).as("only root can give a folder away").hasValue(0);
        Path application = locate(directory).orElseThrow();
        Files.setAttribute(application, "unix:uid", 12345);
        assertThat(locate(directory)).isEmpty();

        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 12345);
        assertThat(locate(theirs)).isEmpty();
    }

    @Test
    void takesTheNextCandidateWhenOneCannotBeCreated() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(locate(file.resolve("state"))).isEmpty();
        assertThat(locate(file.resolve("state"), directory.resolve("next"))).isPresent();
    }

    @Test
    void triesNothingElseWhenAFolderIsConfigured() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(StateDirectory.locate(Optional.of(file), "shop", PROJECT)).isEmpty();
        assertThat(StateDirectory.locate(Optional.of(directory.resolve("state")), "shop", PROJECT)).isPresent();
    }

    private static Optional<Path> locate(Path... candidates) {
        return StateDirectory.locate(List.of(candidates), "shop", PROJECT, USER);
    }

    private static void chmod(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
