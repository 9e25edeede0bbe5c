package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a tool once to see whether it does what we want of it. */
final class Trial {

    private static final long SECONDS = 10;

    private Trial() {
    }

    static boolean works(Path tool, String... arguments) {
        return ends(new ProcessBuilder(Stream.concat(Stream.of(tool.toString()), Stream.of(arguments)).toList()), "");
    }

    /** @param environment the whole of it */
    static boolean works(List<String> command, Map<String, String> environment, String input) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().clear();
        builder.environment().putAll(environment);
        return ends(builder, input);
    }

    private static boolean ends(ProcessBuilder builder, String input) {
        try {
            Process trial = builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
            tell(trial, input);
            boolean ended = trial.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                trial.toHandle().destroyForcibly();
            }
            return ended && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A tool that does not want to hear it tells by its exit how it fares. */
    private static void tell(Process trial, String input) {
        try (OutputStream stdin = trial.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return;
        }
    }
}
