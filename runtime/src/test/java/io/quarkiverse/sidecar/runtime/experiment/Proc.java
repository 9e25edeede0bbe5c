package io.quarkiverse.sidecar.runtime.experiment;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processes of this machine as the experiments see them: read by code of their own, so that no flaw is shared. */
final class Proc {

    private static final Path PROC = Path.of("/proc");

    private Proc() {
    }

    /** One process for all time. */
    record Id(long pid, long ticks) {

        boolean lives() {
            return living(pid).filter(this::equals).isPresent();
        }

        /** Only for processes that the experiment started. */
        void kill() {
            Optional<ProcessHandle> handle = ProcessHandle.of(pid);
            if (lives()) {
                handle.ifPresent(ProcessHandle::destroyForcibly);
            }
        }

        @Override
        public String toString() {
            return pid + " " + read(PROC.resolve(pid + "/cmdline")).map(line -> line.replace('\0', ' ').strip()).orElse("");
        }
    }

    /** The process with that number; a zombie is none. */
    static Optional<Id> living(long pid) {
        return stat(pid).filter(fields -> !fields[0].equals("Z") && !fields[0].equals("X"))
                .map(fields -> new Id(pid, Long.parseLong(fields[19])));
    }

    static List<Id> all() {
        try (Stream<Path> folders = Files.list(PROC)) {
            return folders.map(directory -> directory.getFileName().toString()).filter(name -> name.matches("\\d+"))
                    .flatMap(name -> living(Long.parseLong(name)).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Id> childrenOf(long parent) {
        return all().stream().filter(id -> stat(id.pid()).filter(fields -> fields[1].equals(Long.toString(parent))).isPresent())
                .toList();
    }

    /** Whose environment has the variable, with a value that is asked for. */
    static List<Id> carrying(String variable, Predicate<String> value) {
        String start = variable + "=";
        return all().stream().filter(id -> read(PROC.resolve(id.pid() + "/environ")).stream()
                .flatMap(text -> Stream.of(text.split("\0"))).filter(entry -> entry.startsWith(start))
                .anyMatch(entry -> value.test(entry.substring(start.length())))).toList();
    }

    /** From the third on, the state, since the second can hold anything. */
    private static Optional<String[]> stat(long pid) {
        return read(PROC.resolve(pid + "/stat")).map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    }

    private static Optional<String> read(Path file) {
        // Not through a channel: to an interrupted thread, every process would be gone.
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
