package io.quarkiverse.sidecar.runtime.fleet;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.runtime.concurrent.DeferredExecutor;
import io.quarkiverse.sidecar.runtime.concurrent.MonotonicClock;
import io.quarkiverse.sidecar.runtime.lifecycle.Lifecycle;
import io.quarkiverse.sidecar.runtime.port.ListenerVerdict;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.supervisor.DependencyAwareProcess;
import io.quarkiverse.sidecar.runtime.supervisor.ExternalProcess;
import io.quarkiverse.sidecar.runtime.supervisor.FaultInjection;
import io.quarkiverse.sidecar.runtime.supervisor.LocalProcess;
import io.quarkiverse.sidecar.runtime.supervisor.ProbeFactory;
import io.quarkiverse.sidecar.runtime.supervisor.Prober;
import io.quarkiverse.sidecar.runtime.supervisor.ProcessControl;
import io.quarkiverse.sidecar.runtime.supervisor.ReadinessFaultInjector;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarStatistics;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarStatistics.CountedEvents;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;

/** One sidecar with all that supervises it. It outlives a live reload as a whole, or not at all. */
final class SupervisedSidecar {

    private volatile SidecarDeclaration declaration;
    private final FleetResources supervision;
    /** Before the launch there is no application to tell, nor may it ever come: until then nothing is done. */
    private final DeferredExecutor turns;
    private final SidecarStatistics totals = new SidecarStatistics();
    private final Optional<LocalProcess> local;
    private final DependencyAwareProcess inOrder;
    private final ProbeFactory probes;
    private final ReadinessFaultInjector readiness;
    private final Supervisor supervisor;

    SupervisedSidecar(SidecarDeclaration declaration, FleetResources supervision, PortAssignments ports) {
        this.declaration = declaration;
        this.supervision = supervision;
        this.turns = new DeferredExecutor(supervision::supervise);
        this.local = declaration.external() ? Optional.empty()
                : Optional.of(new LocalProcess(declaration,
                        ports.of(declaration.name(), declaration.host(), declaration.port()), supervision.services(),
                        supervision.workers(), supervision.outputLog(),
                        (stream, line) -> supervision.events().onOutput(declaration.name(), stream, line),
                        totals.output()));
        ProcessControl process = local.<ProcessControl> map(its -> its)
                .orElseGet(() -> new ExternalProcess(declaration, supervision.workers()));
        ApplicationBinding application = supervision.application();
        this.probes = new ProbeFactory(application::vertx, declaration, supervision.services(), supervision.workers());
        this.readiness = new ReadinessFaultInjector(new Prober(declaration, process, owners(), probes, supervision.exact(),
                application, supervision.workers(), totals));
        String name = declaration.name();
        this.inOrder = new DependencyAwareProcess(process, () -> application.dependenciesOf(name),
                names -> supervision.events().info("Sidecar '%s' waits for %s".formatted(name, names)));
        this.supervisor = new Supervisor(name, new Lifecycle(declaration.rules()), inOrder, readiness,
                new CountedEvents(totals, supervision.events()),
                supervision.exact(), application, MonotonicClock.SYSTEM, turns, application,
                ThreadLocalRandom.current().nextLong());
    }

    private IntFunction<ListenerVerdict> owners() {
        return local.<IntFunction<ListenerVerdict>> map(its -> its::verifyListener).orElse(port -> {
            throw new IllegalStateException("Nobody asks whose " + declaration + " is");
        });
    }

    /** As the application declares it that it is run for. */
    SidecarDeclaration declaration() {
        return declaration;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    SidecarStatistics totals() {
        return totals;
    }

    FaultInjection faults() {
        return new FaultInjection(declaration, () -> local.flatMap(LocalProcess::latest), readiness);
    }

    /** Whether it is, and can go on being, what the configuration of the next application declares. */
    boolean serves(SidecarDeclaration next) {
        return next.keptOverReload() && declaration.runsLike(next) && !supervisor.shutsDown();
    }

    /** The application that it is run for has ended: who belongs to that waits no more. */
    void leaveApplication() {
        supervisor.dismissWaiters();
        supervisor.rescheduleTimers();
    }

    /**
     * It is run for another application from now on, which is told that it is ready.
     *
     * @param declared what that declares, which it {@link #serves}
     */
    void enterApplication(SidecarDeclaration declared) {
        declaration = declared;
        SidecarStatus status = supervisor.status();
        turns.release();
        status.pid().ifPresent(pid -> supervision.events().info("Sidecar '%s' is kept over the live reload: pid %d, launch %d"
                .formatted(status.name(), pid, status.launch())));
        supervisor.rescheduleTimers();
        inOrder.lookAgain();
        supervisor.replayReadyTo(supervision.application());
    }

    /** Kills its main process, as a crash would. False when there is none that could be killed. */
    boolean kill() {
        return local.map(LocalProcess::kill).orElse(false);
    }

    /** Kills what is being ended, and what will be. Returns at once. */
    void hurry() {
        local.ifPresent(process -> supervision.workers().execute(process::forceKill));
    }

    void close() {
        probes.close();
    }
}
