package io.quarkiverse.sidecar.runtime.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;

/** One running {@link HostApp}. */
final class Host {

    /** In the environment of the application and of all its processes: whose they are. */
    static final String MARK = "EXPERIMENT_HOST";

    private static final long PATIENCE_SECONDS = 60;
    private static final String END = "(end of output)";
    private static final String LISTENING = "Listening for transport dt_socket at address: ";

    private final String mark;
    private final Family family;
    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    /**
     * What it is given.
     *
     * @param path its PATH
     * @param controlGroups whether it uses control groups, where it can
     * @param debugged whether a debugger can be attached
     */
    record Setting(Path state, String path, boolean controlGroups, RestartPolicy policy, boolean debugged) {

        /** While a debugger looks, time goes by that is not the sidecar's fault. */
        Duration stopTimeout() {
            return debugged ? Duration.ofSeconds(30) : Duration.ofMillis(300);
        }
    }

    /** Starts the application; it launches nothing yet. */
    static Host start(Setting setting, String mark, Family family, List<String> sidecar) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m",
                "-Dio.quarkiverse.sidecar.control-groups=" + setting.controlGroups()));
        if (setting.debugged()) {
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HostApp.class.getName(),
                setting.state().toString(), setting.policy().name(), Long.toString(setting.stopTimeout().toMillis())));
        command.addAll(sidecar);
        Path log = family.directory().resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SIDECAR_"));
        builder.environment().put("PATH", setting.path());
        builder.environment().put(MARK, mark);
        try {
            return new Host(mark, family, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Host(String mark, Family family, Process process, Path log) {
        this.mark = mark;
        this.family = family;
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::read, "host-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    String mark() {
        return mark;
    }

    Family family() {
        return family;
    }

    long pid() {
        return process.pid();
    }

    void order(String order) {
        try {
            OutputStream orders = process.getOutputStream();
            orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            throw new AssertionError("The application does not take the order '" + order + "': " + this, e);
        }
    }

    /** Waits for a line that begins so, passing over others. Returns its rest. */
    String await(String beginning) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null || line.equals(END)) {
                    throw new AssertionError("No line '" + beginning + "' from the application: " + this);
                }
                seen.add(line);
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** All that it has printed until now and nobody has waited for. */
    List<String> unread() {
        return lines.stream().toList();
    }

    /** Where its debugger listens: it said so before anything else. */
    int debuggerPort() {
        String address = seen.stream().filter(line -> line.startsWith(LISTENING)).findFirst()
                .orElseThrow(() -> new AssertionError("No debugger listens: " + this));
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1).strip());
    }

    /** As a crash would. Returns when it is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** As an application ends: its sidecars first. */
    void shutDown() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("down");
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The application does not end: " + this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(e.toString());
        } finally {
            lines.add(END);
        }
    }

    @Override
    public String toString() {
        try {
            return mark + ", pid " + pid() + ", which said " + seen + " then " + unread() + " and logged:\n"
                    + Files.readString(log);
        } catch (IOException e) {
            return mark + ", whose log cannot be read: " + e;
        }
    }
}
