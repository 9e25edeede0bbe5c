package io.quarkiverse.sidecar.runtime.port;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process of its own that listens until it is closed; it also ends with the JVM that started it. Anything that prints its
 * port on a line and then waits for the end of its input can be one.
 */
final class ListenerChild implements AutoCloseable {

    private final Process process;
    private final int port;

    private ListenerChild(Process process) throws IOException {
        this.process = process;
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The child did not listen: " + new String(process.getErrorStream().readAllBytes()));
        }
        this.port = Integer.parseInt(line.trim());
    }

    /** A Java process on that address; its port is shared with others that say so too. */
    static ListenerChild java(String address, int port, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(javaProgram(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), ListenerChild.class.getName(), address, Integer.toString(port)));
        command.addAll(List.of(arguments));
        return start(command, environment);
    }

    static ListenerChild start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new ListenerChild(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    static String javaProgram() {
        return ProcessHandle.current().info().command().orElseThrow();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> !process.isAlive());
    }

    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
            System.out.println(channel.socket().getLocalPort());
            while (System.in.read() >= 0) {
                // Only its end is of interest.
            }
        }
    }
}
