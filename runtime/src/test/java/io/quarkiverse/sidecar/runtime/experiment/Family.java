package io.quarkiverse.sidecar.runtime.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sidecars of one application, with their descendants. Each writes down who it is before it does anything else, so that
 * the experiment knows them all without asking the code that is tested.
 *
 * @param directory where they write
 * @param roles those beside the main process: see {@code family.sh}
 */
record Family(Path directory, List<String> roles) {

    private static final String SCRIPT = "family.sh";
    private static final String WORKER = "worker.pl";
    private static final String MAIN = "main";

    /** As the member wrote it down. */
    record Member(String role, Proc.Id id, long group, long session) {
    }

    static Family in(Path directory, Collection<String> roles) {
        try {
            Files.createDirectories(directory);
            copy(SCRIPT, directory);
            copy(WORKER, directory);
            Files.createDirectories(directory.resolve("members"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Family(directory, List.copyOf(roles));
    }

    private static void copy(String resource, Path directory) throws IOException {
        try (InputStream content = Family.class.getResourceAsStream(resource)) {
            Files.copy(content, directory.resolve(resource), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The command of the sidecar. Programs are found on the PATH of the experiment, whatever that of the sidecar lacks. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Tools.shell(), directory.resolve(SCRIPT).toString(), Tools.PATH,
                directory.resolve("members").toString(), MAIN));
        command.addAll(roles);
        return command;
    }

    /** All that ever were. */
    List<Member> members() {
        try (Stream<Path> files = Files.list(directory.resolve("members"))) {
            return files.flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Member> living() {
        return members().stream().filter(member -> member.id().lives()).toList();
    }

    boolean complete() {
        return living().size() == roles.size() + 1;
    }

    Proc.Id main() {
        return living().stream().filter(member -> member.role().equals(MAIN)).findFirst()
                .orElseThrow(() -> new AssertionError("The sidecar is not alive")).id();
    }

    /** Empty for one that is just being written. */
    private static Optional<Member> read(Path file) {
        try {
            String[] words = Files.readString(file).split(" ");
            return words.length < 6 ? Optional.empty()
                    : Optional.of(new Member(words[0], new Proc.Id(Long.parseLong(words[1]), Long.parseLong(words[2])),
                            Long.parseLong(words[3]), Long.parseLong(words[4])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
