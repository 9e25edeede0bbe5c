package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A server that is small and starts fast, as a sidecar for those measurements that need one that listens. */
final class Python {

    /** Found once, and as the program itself: what stands for it on the PATH may be a script that takes longer than it. */
    private static final String PROGRAM = find();

    private static final String SERVER = """
            import os, socket, sys, time
            time.sleep(float(sys.argv[3]) * os.urandom(1)[0] / 256)
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(('127.0.0.1', int(os.environ['PORT'])))
            s.listen(50)
            now = time.time_ns()
            with open(sys.argv[1], 'w') as words:
                words.write('%s-listening %d %d\\n' % (sys.argv[2], os.getpid(), now))
            while True:
                c, _ = s.accept()
                if c.recv(4096):
                    c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n')
                c.close()
            """;

    private Python() {
    }

    /**
     * Says {@code KEY-listening}, and since when in nanoseconds of the wall clock, when it listens on {@code PORT}.
     *
     * @param late how long it may wait before, by chance
     */
    static List<String> server(String pipe, String key, Duration late) {
        return List.of(PROGRAM, "-I", "-S", "-c", SERVER, pipe, key, Double.toString(late.toMillis() / 1e3));
    }

    private static String find() {
        try {
            Process process = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
            String path = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() == 0) {
                return path;
            }
            throw new IllegalStateException("python3 does not run: it ended with " + process.exitValue());
        } catch (IOException e) {
            throw new IllegalStateException("These measurements need a python3 on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
