package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Does harm to the sidecars, one deed at a time. Which, and to whom, the seed says; what is there to be harmed, time. */
final class Chaos {

    private static final Map<String, String> ORDERS = new TreeMap<>(Map.of("start", "/api/sidecar/start", "stop",
            "/api/sidecar/stop", "restart", "/api/sidecar/restart", "crash", "/api/sidecar/crash?code=3", "hang",
            "/api/sidecar/hang"));

    private final RandomGenerator random;
    private final List<String> names;
    private final Hand hand;
    private final Watcher watcher;
    private final Doctor doctor;
    private final Tally tally;

    Chaos(RandomGenerator random, List<String> names, Hand hand, Watcher watcher, Doctor doctor, Tally tally) {
        this.random = random;
        this.names = names;
        this.hand = hand;
        this.watcher = watcher;
        this.doctor = doctor;
        this.tally = tally;
    }

    /** Until the next deed. */
    long pauseMillis() {
        return random.nextLong(500, 3000);
    }

    void strike(App app) throws IOException, InterruptedException {
        int dice = random.nextInt(100);
        String name = names.get(random.nextInt(names.size()));
        if (dice < 8) {
            order(app);
        } else if (dice < 10) {
            killGuard(app);
        } else {
            harm(dice, app, name, random.nextInt(1000));
        }
    }

    private void harm(int dice, App app, String name, int which) throws IOException, InterruptedException {
        Seen seen = watcher.look(app.pid());
        List<Seen.Process> family = seen.of(name);
        List<Seen.Process> main = family.stream().filter(process -> process.parent() == app.pid()).toList();
        List<Seen.Process> targets = dice < 60 ? main : family;
        if (targets.isEmpty()) {
            return;
        }
        Seen.Process target = targets.get(which % targets.size());
        if (dice < 30) {
            tally.count(hand.kill(target), "main processes killed");
        } else if (dice < 42) {
            tally.count(hand.terminate(target), "main processes terminated");
        } else if (dice < 60) {
            tally.count(hand.signal(target, "STOP"), "main processes stopped (SIGSTOP)");
        } else if (dice < 75) {
            tally.count(hand.kill(target), "any of its processes killed");
        } else if (dice < 82) {
            tally.count(hand.signal(target, "STOP"), "any of its processes stopped (SIGSTOP)");
        } else if (dice < 88) {
            family.forEach(process -> tally.count(hand.kill(process), "processes killed, with all of their sidecar's"));
        } else if (dice < 97) {
            relent(app);
        } else {
            seen.processes().stream().filter(Seen.Process::asksForHealth)
                    .forEach(asking -> tally.count(hand.kill(asking), "health commands killed"));
        }
    }

    /** Lets all go on that are stopped. */
    void relent(App app) throws IOException, InterruptedException {
        for (Seen.Process stopped : watcher.look(app.pid()).processes().stream().filter(Seen.Process::stopped).toList()) {
            tally.count(hand.signal(stopped, "CONT"), "processes continued (SIGCONT)");
        }
    }

    /** The guard of that application: it stands for the grandchildren. */
    void killGuard(App app) throws IOException {
        watcher.look(app.pid()).guards().stream().filter(guard -> guard.parent() == app.pid())
                .forEach(guard -> tally.count(hand.killGuard(guard), "guards killed"));
    }

    /** After a stop a start follows at some time, by the same dice. */
    private void order(App app) throws InterruptedException {
        List<String> orders = List.copyOf(ORDERS.keySet());
        String order = orders.get(random.nextInt(orders.size()));
        if (app.address().isPresent()) {
            String answer = doctor.post(app.address().get(), ORDERS.get(order));
            tally.count("orders to " + Fleet.MONITOR + ": " + order + ", " + answer);
        }
    }
}
