package io.quarkiverse.sidecar.deployment;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.config.validation.ConfigurationProblems;
import io.quarkiverse.sidecar.runtime.config.validation.PropertyValidator;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.smallrye.config.SmallRyeConfig;

/** Finds the mistakes of the configuration that the build can see. In dev mode and tests the start follows and tells all. */
class SidecarConfigValidationProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    /**
     * A key that does not exist now does not exist at run time either. A value that cannot be read may still be replaced by the
     * environment of the start.
     */
    @BuildStep(onlyIf = IsProduction.class)
    @Produce(ServiceStartBuildItem.class)
    void check() {
        SmallRyeConfig settings = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        List<String> unknown = PropertyValidator.unknownKeys(settings);
        List<String> problems = new ArrayList<>(unknown);
        problems.addAll(PropertyValidator.misspeltValues(settings));
        if (!unknown.isEmpty()) {
            throw ConfigurationProblems.exception(problems);
        }
        if (!problems.isEmpty()) {
            LOG.warnf("%s%nUnless it is set otherwise at run time, the application will not start.",
                    ConfigurationProblems.list(problems));
        }
    }
}
