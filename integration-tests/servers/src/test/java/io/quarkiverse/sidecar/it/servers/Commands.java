package io.quarkiverse.sidecar.it.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Programs that end by themselves. */
final class Commands {

    private Commands() {
    }

    /** @throws IOException when it does not end well, with its output */
    static String run(String... command) throws IOException {
        Ended ended = await(command);
        if (ended.code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + ended.code + ": " + ended.output);
        }
        return ended.output;
    }

    static boolean succeeds(String... command) {
        try {
            return await(command).code == 0;
        } catch (IOException notExecutable) {
            return false;
        }
    }

    static String output(String... command) throws IOException {
        return await(command).output;
    }

    private static Ended await(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Ended(process.onExit().join().exitValue(), output);
    }

    private record Ended(int code, String output) {
    }
}
