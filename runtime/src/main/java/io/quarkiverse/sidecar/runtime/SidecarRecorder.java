package io.quarkiverse.sidecar.runtime;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.runtime.CdiEventPublisher.WatchedEvents;
import io.quarkiverse.sidecar.runtime.concurrent.ApplicationExecutor;
import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.config.DeclarationMapper;
import io.quarkiverse.sidecar.runtime.config.ServiceLinks;
import io.quarkiverse.sidecar.runtime.config.SidecarsRuntimeConfig;
import io.quarkiverse.sidecar.runtime.config.validation.ConfigValidator;
import io.quarkiverse.sidecar.runtime.config.validation.EnvironmentVariables;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.state.StateDirectory;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;

/** What the build has recorded to be done when the application starts. */
@Recorder
public class SidecarRecorder {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    private final RuntimeValue<SidecarsRuntimeConfig> config;

    public SidecarRecorder(RuntimeValue<SidecarsRuntimeConfig> config) {
        this.config = config;
    }

    /**
     * Checks the configuration and puts everything in place; launches nothing.
     *
     * @param projectFolder in dev mode and tests; empty in production, where the packaged application's path counts
     * @param injected names that are injected, each with where
     * @param devMode whether the application may be reloaded
     */
    public RuntimeValue<SidecarRegistry> create(RuntimeValue<Vertx> vertx, ScheduledExecutorService executor,
            Optional<String> projectFolder, Map<String, String> injected, boolean devMode) {
        SidecarsRuntimeConfig sidecars = config.getValue();
        SmallRyeConfig settings = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        ConfigValidator.check(sidecars, settings, injected);
        Set<String> serviceLinks = ServiceLinks.among(System.getenv());
        ServiceLinks.notice(serviceLinks).ifPresent(LOG::info);
        Set<String> variables = new HashSet<>(System.getenv().keySet());
        variables.removeAll(serviceLinks);
        EnvironmentVariables.warnings(variables, settings, sidecars.sidecars()).forEach(LOG::warn);
        Executor callbacks = new ApplicationExecutor(executor);
        Fleet.Surroundings surroundings = new Fleet.Surroundings(reclaimer(sidecars, projectFolder),
                new WatchedEvents(new CdiEventPublisher(callbacks)),
                exact -> new SchedulerTimer(SidecarRecorder::scheduler, exact),
                ActualPortInterceptor.OF_THIS_RUN,
                callbacks, vertx.getValue(), DeclarationMapper.shutdownTimeout(sidecars));
        boolean liveReload = devMode && DevModeFleet.possible();
        Fleet fleet = liveReload ? DevModeFleet.next(DeclarationMapper.of(sidecars), surroundings)
                : new Fleet(DeclarationMapper.of(sidecars), surroundings);
        return new RuntimeValue<>(new SidecarRegistry(fleet, sidecars.enabled(), liveReload));
    }

    public Supplier<Sidecar> sidecar(RuntimeValue<SidecarRegistry> sidecars, String name) {
        return () -> sidecars.getValue().get(name);
    }

    /**
     * The stop is registered before the first launch: a start that fails, here or later, still ends what was launched. Holds up
     * the start as long as {@code startup=await-ready} asks for it.
     */
    public void launch(RuntimeValue<SidecarRegistry> sidecars, ShutdownContext shutdown) {
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            return;
        }
        shutdown.addShutdownTask(sidecars.getValue()::shutDown);
        sidecars.getValue().launch();
        sidecars.getValue().awaitReady();
    }

    private static Reclaimer reclaimer(SidecarsRuntimeConfig config, Optional<String> projectFolder) {
        if (config.applicationId().isPresent()) {
            return new Reclaimer(ProcessTable.ofThisMachine(),
                    () -> StateDirectory.locate(config.stateDirectory(), config.applicationId().get(),
                            Path.of(File.separator)));
        }
        String application = ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class)
                .orElse("application");
        return new Reclaimer(ProcessTable.ofThisMachine(), () -> StateDirectory.locate(config.stateDirectory(), application,
                projectFolder.map(Path::of).orElseGet(SidecarRecorder::packagedApplication).toAbsolutePath()));
    }

    /** The jar that the JVM was started with, or the native executable. */
    private static Path packagedApplication() {
        String classPath = System.getProperty("java.class.path", "");
        return classPath.isEmpty() ? ProcessHandle.current().info().command().map(Path::of).orElse(Path.of(""))
                : Path.of(classPath.split(File.pathSeparator)[0]);
    }

    private static Scheduler scheduler() {
        return Arc.container() == null ? null : Arc.container().instance(Scheduler.class).get();
    }
}
