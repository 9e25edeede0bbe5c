package io.quarkiverse.sidecar.runtime.supervisor;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.quarkiverse.sidecar.runtime.lifecycle.Input;

/** The process of an external sidecar: nothing is launched, terminated, recorded, or searched for. */
public final class ExternalProcess implements ProcessControl {

    private final SidecarDeclaration declaration;
    private final Executor workers;

    public ExternalProcess(SidecarDeclaration declaration, Executor workers) {
        this.declaration = declaration;
        this.workers = workers;
    }

    @Override
    public void reclaim(int launch, Consumer<Input> answers) {
        workers.execute(() -> answers.accept(new Input.Reclaimed(launch, List.of())));
    }

    /** Whether there is a process the probes find out. */
    @Override
    public void launch(int launch, Consumer<Input> answers) {
        workers.execute(() -> answers.accept(new Input.Launched(launch, OptionalLong.empty(), Set.of())));
    }

    @Override
    public void terminateTree(int launch, Consumer<Input> answers) {
        workers.execute(() -> answers.accept(new Input.TreeEnded(launch)));
    }

    @Override
    public OptionalInt port() {
        return declaration.port();
    }

    @Override
    public List<String> outputTail() {
        return List.of();
    }
}
