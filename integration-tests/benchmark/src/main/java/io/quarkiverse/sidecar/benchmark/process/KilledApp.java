package io.quarkiverse.sidecar.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;

/** An application that launches its sidecars and is killed, with no tool at hand that would take them along. */
public final class KilledApp {

    private KilledApp() {
    }

    /** Returns when the application is dead, and its sidecars are orphans. */
    public static void leaveOrphans(Place place, Path state, int count, String key)
            throws IOException, InterruptedException {
        Path tools = place.folder("tools");
        Files.createSymbolicLink(tools.resolve("sleep"), sleep());
        ProcessBuilder builder = Java.running(KilledApp.class, List.of("-Xmx128m"), state.toString(),
                place.programs().pipe().toString(),
                Integer.toString(count), key);
        builder.environment().put("PATH", tools.toString());
        Process app = builder.start();
        try {
            // It says so when all are up.
            if (app.getInputStream().read() < 0) {
                throw new IllegalStateException("The application did not come up");
            }
        } finally {
            app.destroyForcibly().waitFor();
        }
    }

    private static void launch(Path state, Programs programs, int count, String key) throws InterruptedException {
        RunningFleet fleet = new RunningFleet(null, Executors.newSingleThreadExecutor(), state,
                declarations(programs, count, key), () -> {
                });
        fleet.fleet().launch();
        for (int n = 0; n < count; n++) {
            fleet.next(SidecarReady.class);
        }
        System.out.println("up");
        new CountDownLatch(1).await();
    }

    public static void main(String[] arguments) throws Exception {
        try {
            launch(Path.of(arguments[0]), new Programs(Path.of(arguments[1])), Integer.parseInt(arguments[2]), arguments[3]);
        } finally {
            // It is killed, unless it has failed: whoever waits for it must not wait for ever.
            System.exit(1);
        }
    }

    /** Of this application, and of the one that follows it. */
    public static List<SidecarDeclaration> declarations(Programs programs, int count, String key) {
        return Sidecars.PLAIN.declare(count, "s", programs.sleeper(key));
    }

    private static Path sleep() {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, "sleep"))) {
                return Path.of(folder, "sleep");
            }
        }
        throw new IllegalStateException("There is no sleep on the PATH");
    }
}
