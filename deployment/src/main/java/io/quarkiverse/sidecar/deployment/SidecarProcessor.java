package io.quarkiverse.sidecar.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkiverse.sidecar.runtime.SidecarRecorder;
import io.quarkiverse.sidecar.runtime.SidecarRegistry;
import io.quarkiverse.sidecar.runtime.config.ConfigKeys;
import io.quarkiverse.sidecar.runtime.config.SidecarConfigBuilder;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ExecutorBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigBuilderBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.scheduler.deployment.ForceStartSchedulerBuildItem;
import io.quarkus.vertx.deployment.VertxBuildItem;
import io.smallrye.common.annotation.Identifier;

/** Puts the sidecars into the application: their beans, and their launch. */
class SidecarProcessor {

    private static final String FEATURE = "sidecar";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** Health polls and restart delays are its jobs, also in an application that has no other. */
    @BuildStep
    ForceStartSchedulerBuildItem startScheduler() {
        return new ForceStartSchedulerBuildItem();
    }

    /** Not in the configuration of the build: a port that is chosen there is not the one at run time. */
    @BuildStep
    RunTimeConfigBuilderBuildItem actualPorts() {
        return new RunTimeConfigBuilderBuildItem(SidecarConfigBuilder.class);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    SidecarsBuildItem create(SidecarRecorder recorder, VertxBuildItem vertx, ExecutorBuildItem executor,
            LaunchModeBuildItem launchMode, OutputTargetBuildItem output, List<InjectedSidecarBuildItem> injected) {
        Optional<String> projectFolder = launchMode.getLaunchMode() == LaunchMode.NORMAL ? Optional.empty()
                : Optional.of(output.getOutputDirectory().toAbsolutePath().getParent().toString());
        Map<String, String> where = injected.stream().collect(Collectors.toMap(InjectedSidecarBuildItem::getName,
                InjectedSidecarBuildItem::getWhere, (one, other) -> one, TreeMap::new));
        return new SidecarsBuildItem(
                recorder.create(vertx.getVertx(), executor.getExecutorProxy(), projectFolder, where,
                        launchMode.getLaunchMode() == LaunchMode.DEVELOPMENT));
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(SidecarRecorder recorder, SidecarsBuildItem sidecars, List<InjectedSidecarBuildItem> injected,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        RuntimeValue<SidecarRegistry> all = sidecars.getSidecars();
        beans.produce(SyntheticBeanBuildItem.configure(SidecarRegistry.class).addType(Sidecars.class)
                .scope(Singleton.class).setRuntimeInit().unremovable().runtimeValue(all).done());
        TreeSet<String> names = new TreeSet<>(ConfigKeys.sidecars(ConfigProvider.getConfig().getPropertyNames()));
        injected.forEach(one -> names.add(one.getName()));
        for (String name : names) {
            beans.produce(SyntheticBeanBuildItem.configure(Sidecar.class).addQualifier().annotation(Identifier.class)
                    .addValue("value", name).done().scope(Singleton.class).setRuntimeInit().unremovable()
                    .supplier(recorder.sidecar(all, name)).done());
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void launch(SidecarRecorder recorder, SidecarsBuildItem sidecars, ShutdownContextBuildItem shutdown) {
        recorder.launch(sidecars.getSidecars(), shutdown);
    }
}
