package io.quarkiverse.sidecar.runtime.port;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

/** Listeners that Java cannot be: it does not fork, and has no sockets for IPv6 only. */
final class PythonListener {

    private static final String FORKED = """
            import os, socket, sys
            server = socket.create_server((sys.argv[1], 0))
            if os.fork() == 0:
                sys.stdin.read()
                os._exit(0)
            print(server.getsockname()[1], flush=True)
            if len(sys.argv) > 2:
                server.close()
            sys.stdin.read()
            """;

    private static final String IPV6_ONLY = """
            import socket, sys
            server = socket.socket(socket.AF_INET6)
            server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            server.bind(("::", 0))
            server.listen()
            print(server.getsockname()[1], flush=True)
            sys.stdin.read()
            """;

    private PythonListener() {
    }

    /** A parent and its worker that have one listening socket between them. */
    static ListenerChild withForkedWorker(String address) throws IOException {
        return start(FORKED, address);
    }

    /** As {@link #withForkedWorker}, but the parent has closed it: only the worker listens. */
    static ListenerChild inForkedWorkerOnly(String address) throws IOException {
        return start(FORKED, address, "close");
    }

    static ListenerChild onEveryIpv6AddressOnly() throws IOException {
        return start(IPV6_ONLY);
    }

    private static ListenerChild start(String script, String... arguments) throws IOException {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(
                folder -> new File(folder, "python3").canExecute()), "python3 is not on the PATH");
        return ListenerChild.start(Stream.concat(Stream.of("python3", "-c", script), Stream.of(arguments)).toList(), Map.of());
    }
}
