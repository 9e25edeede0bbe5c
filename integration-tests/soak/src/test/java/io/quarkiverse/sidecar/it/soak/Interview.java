package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkiverse.sidecar.it.soak.Declared.Manner;

/** Asks the sidecars themselves, all at the same time. */
final class Interview implements AutoCloseable {

    /** Twice what the application allows: whoever does not answer within it does not answer the application either. */
    private static final int PATIENCE_MILLIS = 2000;

    private final List<Declared> sidecars;
    private final Path folder;
    private final ExecutorService askers = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "soak-interview");
        thread.setDaemon(true);
        return thread;
    });

    Interview(List<Declared> sidecars, Path folder) {
        this.sidecars = sidecars;
        this.folder = folder;
    }

    /** Whether those are well that have a process; of which nothing can be asked are absent. */
    Map<String, Boolean> ask(Readiness document) throws InterruptedException {
        Map<String, Future<Boolean>> asked = new HashMap<>();
        for (Declared sidecar : sidecars) {
            Readiness.Sidecar status = document.sidecars().get(sidecar.name());
            if (sidecar.manner() != Manner.MUTE && status != null && (status.ready() || status.starting())) {
                asked.put(sidecar.name(), askers.submit(() -> well(sidecar, status)));
            }
        }
        Map<String, Boolean> answers = new HashMap<>();
        for (Map.Entry<String, Future<Boolean>> each : asked.entrySet()) {
            try {
                answers.put(each.getKey(), each.getValue().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("asking " + each.getKey(), e.getCause());
            }
        }
        return answers;
    }

    private boolean well(Declared sidecar, Readiness.Sidecar status) {
        if (ProcFolder.stat(status.pid()).filter(stat -> stat.state() != 'T').isEmpty()) {
            return false;
        }
        return sidecar.manner() == Manner.FILE ? saysSo(sidecar.name(), status.pid())
                : answers(status.port(), sidecar.manner() == Manner.WEB);
    }

    private boolean saysSo(String name, long pid) {
        try {
            return Files.readString(folder.resolve(name + ".well")).strip().equals(String.valueOf(pid));
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean answers(int port, boolean web) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            if (web) {
                String path = "GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(path.getBytes(StandardCharsets.US_ASCII));
            }
            InputStream answer = socket.getInputStream();
            String beginning = new String(answer.readNBytes(web ? 12 : 4), StandardCharsets.US_ASCII);
            return web ? beginning.endsWith(" 200") : beginning.equals("here");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }
}
