package io.quarkiverse.sidecar.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.lifecycle.RestartPolicy;

/** Where an experiment takes place: the applications on one state folder, all their processes, and the bystanders. */
final class Stage implements AutoCloseable {

    private final Path directory;
    private final Host.Setting setting;
    private final String prefix;
    private final Bystanders bystanders;
    private Bystanders newcomers;
    private final List<Host> alive = new ArrayList<>();
    private final List<Host> dead = new ArrayList<>();
    private final Set<Proc.Id> childrenOfTheDead = new HashSet<>();
    private int started;

    Stage(Path directory, MissingLayer missing, boolean debugged) {
        assumeThat(Tools.find("setsid")).as("setsid is here: the sidecar has a descendant in a session of its own").isPresent();
        this.directory = directory;
        this.setting = new Host.Setting(missing.state(directory), missing.path(directory),
                missing.leavesControlGroups(), RestartPolicy.ALWAYS, debugged);
        this.bystanders = new Bystanders();
        this.newcomers = new Bystanders();
        this.prefix = ProcessHandle.current().pid() + "-" + System.nanoTime() + "-";
    }

    Path state() {
        return setting.state();
    }

    /** The next application; it launches nothing yet. */
    Host next(String... roles) {
        Family family = family(roles);
        return start(setting, family, family.command());
    }

    /** An application whose sidecar exits at once, and is not started again. */
    Host nextThatExits() {
        return start(
                new Host.Setting(setting.state(), setting.path(), setting.controlGroups(), RestartPolicy.NEVER,
                        setting.debugged()),
                family(),
                List.of(Tools.path("true")));
    }

    private Family family(String... roles) {
        return Family.in(directory.resolve("host-" + ++started), List.of(roles));
    }

    private Host start(Host.Setting how, Family family, List<String> sidecar) {
        Host host = Host.start(how, prefix + started, family, sidecar);
        alive.add(host);
        return host;
    }

    /** Returns when its sidecar is ready, and every descendant there. Returns what protects it. */
    static String launch(Host host) {
        host.await("up");
        host.order("launch");
        String protections = host.await("ready");
        awaitComplete(host);
        return protections;
    }

    static void awaitComplete(Host host) {
        await("the whole family of " + host).atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2)).until(host.family()::complete);
    }

    /** Kills an application, and returns when that was, in nanoseconds. */
    long kill(Host host) {
        isAboutToDie(host);
        long at = System.nanoTime();
        host.kill();
        return at;
    }

    /** Ends an application in good order, and waits until whatever helped it is gone, too. */
    void shutDown(Host host) {
        isAboutToDie(host);
        host.shutDown();
        assertThat(registeredSurvivors()).as("survivors of an application that has shut down: %s", host).isEmpty();
        await("nobody left by " + host).atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
                .until(() -> survivors().isEmpty());
    }

    private void isAboutToDie(Host host) {
        childrenOfTheDead.addAll(Proc.childrenOf(host.pid()));
        alive.remove(host);
        dead.add(host);
    }

    /** Who lives of the dead applications: has written itself down, carries the mark of one of them, or was its child. */
    Set<Proc.Id> survivors() {
        return Stream.of(registeredSurvivors(), marked(dead), childrenOfTheDead).flatMap(Collection::stream)
                .filter(Proc.Id::lives).collect(Collectors.toSet());
    }

    /** As {@link #survivors}, but neither a gate that is about to leave nor the guard. */
    Set<Proc.Id> familySurvivors() {
        return Stream.of(registeredSurvivors(), marked(dead)).flatMap(Collection::stream).filter(Proc.Id::lives)
                .collect(Collectors.toSet());
    }

    /** Only members of families: neither a gate that is about to leave, nor a tool. */
    List<Proc.Id> registeredSurvivors() {
        return dead.stream().flatMap(host -> host.family().living().stream()).map(Family.Member::id).toList();
    }

    /** From now on nobody asks for them any more: they left nobody. */
    void forgetTheDead() {
        dead.clear();
        childrenOfTheDead.clear();
    }

    /** Bystanders younger than any application that is alive, in the place of those that were it last time. */
    void inviteNewcomers() {
        newcomers.close();
        newcomers = new Bystanders();
    }

    long strangersKilled() {
        return bystanders.harmed() + newcomers.harmed();
    }

    private static List<Proc.Id> marked(Collection<Host> hosts) {
        Set<String> marks = hosts.stream().map(Host::mark).collect(Collectors.toSet());
        return Proc.carrying(Host.MARK, marks::contains);
    }

    /** Ends everything, whatever has happened. */
    @Override
    public void close() {
        Stream.concat(alive.stream(), dead.stream()).forEach(Host::kill);
        Stream.concat(alive.stream(), dead.stream()).flatMap(host -> host.family().living().stream())
                .forEach(member -> member.id().kill());
        Proc.carrying(Host.MARK, mark -> mark.startsWith(prefix)).forEach(Proc.Id::kill);
        childrenOfTheDead.forEach(Proc.Id::kill);
        bystanders.close();
        newcomers.close();
    }
}
