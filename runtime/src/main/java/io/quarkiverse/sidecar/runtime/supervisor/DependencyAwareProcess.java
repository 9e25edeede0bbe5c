package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.Futures;
import io.quarkiverse.sidecar.runtime.lifecycle.Failures;
import io.quarkiverse.sidecar.runtime.lifecycle.Input;
import io.quarkiverse.sidecar.runtime.supervisor.Waiters.Goal;

/** The process of a sidecar: where it depends on others, way is made for its launch once they are ready. */
public final class DependencyAwareProcess implements ProcessControl {

    private final ProcessControl process;
    private final Supplier<List<Supervisor>> dependencies;
    private final Consumer<List<String>> waitsFor;
    private volatile Wait wait;
    private volatile CompletableFuture<SidecarStatus> recovery = new CompletableFuture<>();

    /**
     * @param dependencies asked for when there is a launch: only then are there all supervisors
     * @param waitsFor is told the names when there is something to wait for; never blocks
     */
    public DependencyAwareProcess(ProcessControl process, Supplier<List<Supervisor>> dependencies,
            Consumer<List<String>> waitsFor) {
        this.process = process;
        this.dependencies = dependencies;
        this.waitsFor = waitsFor;
    }

    @Override
    public void reclaim(int launch, Consumer<Input> answers) {
        // What an older launch waited for is of no interest, and may never come.
        recovery.cancel(false);
        wait = new Wait(launch, answers);
        wait.look();
    }

    /** Other sidecars may be there now, under the same names: what waits looks at those. */
    public void lookAgain() {
        Wait current = wait;
        if (current != null) {
            current.look();
        }
    }

    @Override
    public void abandonReclaim(int launch) {
        wait.abandon();
    }

    /** The wait of one launch, until it is over. Goes on in the mailboxes of those that it waits for. */
    private final class Wait {

        private final int launch;
        private final Consumer<Input> answers;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile List<CompletableFuture<SidecarStatus>> missing = List.of();

        Wait(int launch, Consumer<Input> answers) {
            this.launch = launch;
            this.answers = answers;
        }

        /** While the last one came up, another may have gone down. */
        void look() {
            if (over.get()) {
                return;
            }
            List<Supervisor> down = dependencies.get().stream().filter(it -> !it.status().ready()).toList();
            if (down.isEmpty()) {
                end(() -> process.reclaim(launch, answers));
            } else {
                waitsFor.accept(down.stream().map(Supervisor::name).toList());
                missing = down.stream().map(it -> it.when(Goal.READY)).toList();
                Futures.allOrFirstFailure(missing).whenComplete((all, problem) -> {
                    if (problem == null) {
                        look();
                    } else {
                        missed(problem instanceof CompletionException ? problem.getCause() : problem);
                    }
                });
            }
        }

        void abandon() {
            end(() -> {
                missing.forEach(future -> future.cancel(false));
                answers.accept(new Input.Abandoned(launch));
            });
        }

        /** One that is shut down is no failure: soon this one is told to shut down, too, and the wait is abandoned. */
        private void missed(Throwable problem) {
            if (problem instanceof SidecarFailedException failed && failed.status().state() == SidecarState.FAILED) {
                end(() -> hindered(failed.status()));
            }
        }

        private void hindered(SidecarStatus dependency) {
            SidecarFailure failure = dependency.failure().orElseThrow();
            answers.accept(new Input.Hindered(launch, List.of(),
                    Failures.dependencyFailed(dependency.name(), failure.reason(), failure.message())));
            dependencies.get().stream().filter(it -> it.name().equals(dependency.name()))
                    .forEach(it -> {
                        recovery = it.when(Goal.RECOVERED);
                        recovery.thenRun(() -> answers.accept(new Input.Recovered(launch)));
                    });
        }

        private void end(Runnable effect) {
            if (over.compareAndSet(false, true)) {
                effect.run();
            }
        }
    }

    @Override
    public void launch(int launch, Consumer<Input> answers) {
        process.launch(launch, answers);
    }

    @Override
    public void terminateTree(int launch, Consumer<Input> answers) {
        process.terminateTree(launch, answers);
    }

    @Override
    public OptionalInt port() {
        return process.port();
    }

    @Override
    public Set<Protection> inForce(Set<Protection> atLaunch) {
        return process.inForce(atLaunch);
    }

    @Override
    public boolean logPatternSeen() {
        return process.logPatternSeen();
    }

    @Override
    public String evidence() {
        return process.evidence();
    }

    @Override
    public List<String> outputTail() {
        return process.outputTail();
    }
}
