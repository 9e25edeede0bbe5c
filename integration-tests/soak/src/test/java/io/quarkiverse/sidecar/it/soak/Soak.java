package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run. In its first third the application is ended every now and then, killed or in good order, and started again; then
 * one start lives on to the end, so that a leak has time to show. Closing ends every process of it.
 */
final class Soak implements AutoCloseable {

    private static final Duration HOUR_LIKE = Duration.ofMinutes(10);

    private final String id = "soak-" + UUID.randomUUID();
    private final Duration length;
    private final Path folder;
    private final Path configuration;
    private final SplittableRandom ends;
    private final Tally tally = new Tally();
    private final Findings findings;
    private final SoakLog log;
    private final Watcher watcher = new Watcher(id);
    private final Doctor doctor = new Doctor();
    private final Chaos chaos;
    private final Observer observer;
    private final AtomicReference<App> current = new AtomicReference<>();
    private final List<App> started = new ArrayList<>();
    private final ScheduledExecutorService observing = thread("soak-observer");
    private final ScheduledExecutorService harming = thread("soak-chaos");
    /** Nobody counts it down: to wait for it is to let time pass. */
    private final CountDownLatch never = new CountDownLatch(1);
    /** For somebody who is tired of waiting, and interrupts the build. */
    private final Thread interrupted = new Thread(() -> current().ifPresent(App::kill));
    private Duration longestUntilGone = Duration.ZERO;
    private Instant longStartAt;

    Soak(Duration length, long seed, Path folder) throws IOException {
        this.length = length;
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        SplittableRandom random = new SplittableRandom(seed);
        this.ends = random.split();
        this.findings = new Findings(this.folder);
        this.log = new SoakLog(evidence -> findings.add(LogCheck.INVARIANT, evidence));
        Fleet fleet = new Fleet();
        this.configuration = write(fleet.properties());
        this.chaos = new Chaos(random.split(), fleet.sidecars().stream().map(Declared::name).toList(), new Hand(id), watcher,
                doctor, tally);
        this.observer = new Observer(this::current, fleet.sidecars(), doctor, watcher, findings, tally, this.folder,
                length.compareTo(HOUR_LIKE) < 0 ? Duration.ofSeconds(10) : Duration.ofMinutes(1));
    }

    void run() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(interrupted);
        long begin = System.nanoTime();
        observing.scheduleWithFixedDelay(observer::look, 0, 1, TimeUnit.SECONDS);
        harming.schedule(this::harm, 5, TimeUnit.SECONDS);
        while (elapsed(begin).compareTo(length.dividedBy(3)) < 0) {
            start();
            long lives = Math.max(6_000, length.toMillis() / 60);
            pass(Duration.ofMillis(ends.nextLong(lives / 2, lives * 3 / 2)));
            endSomehow();
        }
        start();
        longStartAt = Instant.now();
        // On a busy machine the starts before may have taken all the time of a short run.
        Duration rest = length.minus(elapsed(begin));
        Duration least = length.dividedBy(2);
        pass(rest.compareTo(least) < 0 ? least : rest);
        harming.shutdownNow();
        harming.awaitTermination(30, TimeUnit.SECONDS);
        recover();
        observing.shutdown();
        observing.awaitTermination(60, TimeUnit.SECONDS);
        terminate();
        observer.failures().untold(log.failures()).forEach(untold -> findings.add(FailuresSeen.INVARIANT, untold));
    }

    private Optional<App> current() {
        return Optional.ofNullable(current.get());
    }

    /** Waits until it answers: one that is ended before has nothing to leave. */
    private void start() throws IOException, InterruptedException {
        App app = App.start(started.size() + 1, id, folder, configuration, log);
        started.add(app);
        current.set(app);
        tally.count("application: starts");
        long begin = System.nanoTime();
        while (app.address().isEmpty() && app.alive() && elapsed(begin).toSeconds() < 60) {
            pass(Duration.ofMillis(100));
        }
    }

    private void harm() {
        try {
            Optional<App> app = current();
            if (app.isPresent()) {
                chaos.strike(app.get());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            findings.add("the chaos works", e + " at " + e.getStackTrace()[0]);
        }
        if (!harming.isShutdown()) {
            harming.schedule(this::harm, chaos.pauseMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void endSomehow() throws IOException, InterruptedException {
        int dice = ends.nextInt(10);
        boolean startsAtOnce = ends.nextBoolean();
        if (dice < 4) {
            terminate();
        } else {
            boolean withGuard = dice < 7;
            kill(withGuard, startsAtOnce);
        }
    }

    private void kill(boolean withGuard, boolean startsAtOnce) throws IOException, InterruptedException {
        App app = current.getAndSet(null);
        if (!withGuard) {
            chaos.killGuard(app);
        }
        boolean guarded = withGuard && !watcher.look(app.pid()).guards().isEmpty();
        app.kill();
        app.awaitEnd(60);
        tally.count("application: killed" + (withGuard ? "" : ", its guard before it"));
        if (guarded && !startsAtOnce) {
            Duration gone = untilNobodyIsLeft();
            longestUntilGone = gone.compareTo(longestUntilGone) > 0 ? gone : longestUntilGone;
        }
    }

    /** The guard's work. */
    private Duration untilNobodyIsLeft() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Seen left = watcher.look(0);
        while (!left.processes().isEmpty() && elapsed(begin).toSeconds() < 15) {
            pass(Duration.ofMillis(20));
            left = watcher.look(0);
        }
        if (!left.processes().isEmpty()) {
            findings.add("the guard ends what a killed application leaves", left.processes().toString());
        }
        return elapsed(begin);
    }

    /** In good order: when it has ended, nobody is left, and the guard goes at once. */
    private void terminate() throws IOException, InterruptedException {
        App app = current.getAndSet(null);
        app.terminate();
        if (!app.awaitEnd(60)) {
            findings.add("an orderly end ends", "start " + app.generation() + " was told to end a minute ago, and lives");
            app.kill();
            app.awaitEnd(60);
            return;
        }
        tally.count("application: ended in good order");
        Seen left = watcher.look(0);
        if (!left.processes().isEmpty()) {
            findings.add("an orderly end leaves nobody", "of start " + app.generation() + ": " + left.processes());
        }
        long begin = System.nanoTime();
        while (!watcher.look(0).guards().isEmpty() && elapsed(begin).toSeconds() < 15) {
            pass(Duration.ofMillis(20));
        }
        left = watcher.look(0);
        if (!left.guards().isEmpty()) {
            findings.add("an orderly end leaves nobody", "of start " + app.generation() + ": " + left.guards());
        }
    }

    /** When the chaos has an end, the application is up before long. */
    private void recover() throws IOException, InterruptedException {
        App app = current.get();
        long begin = System.nanoTime();
        chaos.relent(app);
        boolean up = false;
        while (!up && elapsed(begin).toSeconds() < 60 && app.address().isPresent()) {
            if (up(app).isEmpty()) {
                doctor.post(app.address().get(), "/api/sidecar/start");
            }
            up = up(app).isPresent();
            pass(Duration.ofMillis(up ? 0 : 500));
        }
        if (!up) {
            findings.add("it recovers", "a minute after the end of the chaos it is still down");
        }
    }

    private Optional<Readiness> up(App app) throws InterruptedException {
        return doctor.readiness(app.address().orElseThrow()).filter(Readiness::up);
    }

    Report report() {
        List<Measure> measures = observer.measures();
        Instant warm = longStartAt == null ? Instant.MAX : longStartAt.plus(length.dividedBy(20));
        List<Measure> longStart = measures.stream().filter(it -> it.at().isAfter(warm)).toList();
        return new Report(length, tally.counts(), log.counts(), log.warnings(), measures,
                length.compareTo(HOUR_LIKE) < 0 ? List.of() : LeakCheck.compare(longStart), longestUntilGone,
                findings.violations());
    }

    private void pass(Duration time) throws InterruptedException {
        never.await(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    }

    private static Duration elapsed(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Path write(Properties properties) throws IOException {
        Path file = folder.resolve("soak.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void close() throws IOException, InterruptedException {
        harming.shutdownNow();
        observing.shutdownNow();
        harming.awaitTermination(30, TimeUnit.SECONDS);
        observing.awaitTermination(30, TimeUnit.SECONDS);
        observer.close();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        started.forEach(App::kill);
        for (App app : started) {
            app.awaitEnd(60);
        }
        // Whoever carries this run's own mark is this run's. One that forks meanwhile is found by the next look.
        for (int round = 0; round < 50; round++) {
            Seen left = watcher.look(0);
            left.processes().forEach(process -> ProcessHandle.of(process.pid()).filter(any -> watcher.lives(process))
                    .ifPresent(ProcessHandle::destroyForcibly));
            if (left.processes().isEmpty()) {
                return;
            }
            pass(Duration.ofMillis(20));
        }
    }
}
