package io.quarkiverse.sidecar.it.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A server's main process and its descendants at one moment, the main process first. */
record Family(List<ProcessHandle> members) {

    static Family of(long pid) {
        return new Family(ProcessHandle.of(pid).stream().flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
                .toList());
    }

    ProcessHandle main() {
        return members.get(0);
    }

    List<Long> living() {
        return members.stream().filter(Family::lives).map(ProcessHandle::pid).toList();
    }

    void awaitEnd() {
        await("end of " + living()).atMost(Duration.ofSeconds(30)).until(() -> living().isEmpty());
    }

    /** The member whose title says so. */
    ProcessHandle called(String title) {
        return members.stream().filter(member -> title(member).contains(title)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + title + " among "
                        + members.stream().map(Family::title).toList()));
    }

    /** Holds it as it is until it is killed or continued. */
    static void freeze(ProcessHandle process) throws IOException {
        Commands.run("sh", "-c", "kill -s STOP " + process.pid());
    }

    /** A handle takes a zombie for alive: nobody may be there to take note of its end. */
    private static boolean lives(ProcessHandle process) {
        String stat = read(process, "stat");
        return process.isAlive() && !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    }

    static String title(ProcessHandle process) {
        return read(process, "cmdline").replace('\0', ' ').strip();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException ended) {
            return "";
        }
    }
}
