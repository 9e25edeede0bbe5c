package io.quarkiverse.sidecar.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.Protection;

/** Brings an application to a point, looks whether it is what it is called, and kills it there. */
record PointKill(KillPoint point, Stage stage, MissingLayer missing) implements Kills.Kill {

    @Override
    public long of(Host victim) {
        if (point.place.isEmpty()) {
            awaitBackoff(victim);
            return stage.kill(victim);
        }
        int members = victim.family().members().size();
        List<Proc.Id> children = Proc.childrenOf(victim.pid());
        try (Breakpoint breakpoint = new Breakpoint(victim.debuggerPort(), point.place.get())) {
            provoke(victim);
            breakpoint.await();
            check(victim, members, children);
            return stage.kill(victim);
        }
    }

    private void provoke(Host victim) {
        if (point.order.equals("crash")) {
            victim.family().main().kill();
        } else {
            victim.order(point.order);
        }
    }

    /** The first restart after a stable run is immediate; the next one waits. */
    private void awaitBackoff(Host victim) {
        provoke(victim);
        while (Long.parseLong(victim.await("restarting")) == 0) {
            victim.await("launched");
            await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                    .until(() -> victim.family().living().stream().anyMatch(member -> member.role().equals("main")));
            provoke(victim);
        }
    }

    private void check(Host victim, int members, List<Proc.Id> children) {
        int written = victim.family().members().size() - members;
        boolean gated = !missing.lost.contains(Protection.GATE);
        switch (point) {
            case AFTER_FORK -> {
                assertThat(Proc.childrenOf(victim.pid())).as("what was forked")
                        .anyMatch(child -> !children.contains(child));
                assertThat(records()).as("nothing recorded").isEmpty();
                assertThat(gated ? written : 0).as("the gate is closed").isZero();
            }
            case BEFORE_RENAME -> assertThat(records()).as("written, not renamed").singleElement()
                    .matches(name -> name.startsWith(".new-"));
            case AFTER_RENAME, AFTER_THE_BYTE -> {
                assertThat(records()).as("renamed").hasSize(missing.recordIsLost() ? 0 : 1)
                        .allMatch(name -> name.endsWith(".json"));
                assertThat(point == KillPoint.AFTER_RENAME && gated ? written : 0).as("the gate is closed").isZero();
            }
            default -> assertThat(victim.family().living()).as("nobody but the main process was asked")
                    .filteredOn(member -> !member.role().equals("main")).hasSize(victim.family().roles().size());
        }
    }

    /** The names of all files beside locks and owners. */
    private List<String> records() {
        if (missing.recordIsLost()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(stage.state())) {
            return files.filter(file -> file.getParent().endsWith("records")).map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
