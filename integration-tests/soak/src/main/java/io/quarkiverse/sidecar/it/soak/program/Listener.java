package io.quarkiverse.sidecar.it.soak.program;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A server on {@code PORT}. With {@code web} it answers every HTTP request; without, it says one word to whoever connects.
 * {@code late} and {@code early}: listens late, or perhaps ends before; {@code quits}, {@code hangs}, {@code stops}: what it
 * does later on.
 */
public final class Listener {

    private static final byte[] WORD = "here\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
            .getBytes(StandardCharsets.US_ASCII);

    private static volatile boolean hangs;

    private Listener() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Habits habits = new Habits(arguments);
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        if (habits.has("early") && habits.tossed()) {
            System.out.println("leaving before it began");
            System.exit(7);
        }
        habits.draw("quits").ifPresent(millis -> later.schedule(() -> quit(habits), millis, TimeUnit.MILLISECONDS));
        habits.draw("hangs").ifPresent(millis -> later.schedule(() -> hangs = true, millis, TimeUnit.MILLISECONDS));
        habits.draw("stops").ifPresent(millis -> later.schedule(Listener::stop, millis, TimeUnit.MILLISECONDS));
        CountDownLatch begin = new CountDownLatch(1);
        later.schedule(begin::countDown, habits.draw("late").orElse(0L), TimeUnit.MILLISECONDS);
        begin.await();
        listen(habits.has("web"));
    }

    private static void listen(boolean web) throws IOException, InterruptedException {
        int port = Integer.parseInt(System.getenv("PORT"));
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("listening on " + port);
            while (true) {
                try (Socket client = server.accept()) {
                    client.setSoTimeout(2000);
                    if (hangs) {
                        new CountDownLatch(1).await();
                    }
                    answer(client, web);
                } catch (IOException gone) {
                    // Whoever asked has left: the next one.
                }
            }
        }
    }

    private static void answer(Socket client, boolean web) throws IOException {
        if (web) {
            InputStream request = client.getInputStream();
            for (int newlines = 0; newlines < 2;) {
                int read = request.read();
                if (read < 0) {
                    return;
                }
                newlines = read == '\n' ? newlines + 1 : read == '\r' ? newlines : 0;
            }
        }
        client.getOutputStream().write(web ? PAGE : WORD);
    }

    private static void quit(Habits habits) {
        int code = habits.exitCode();
        System.err.println("leaving with " + code);
        Runtime.getRuntime().halt(code);
    }

    /** As if somebody had sent it SIGSTOP. */
    private static void stop() {
        try {
            new ProcessBuilder("sh", "-c", "kill -s STOP " + ProcessHandle.current().pid()).inheritIO().start();
        } catch (IOException e) {
            System.err.println("cannot stop: " + e);
        }
    }
}
