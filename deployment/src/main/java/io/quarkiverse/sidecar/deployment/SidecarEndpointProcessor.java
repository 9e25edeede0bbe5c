package io.quarkiverse.sidecar.deployment;

import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.sidecar.runtime.config.SidecarsBuildTimeConfig;
import io.quarkiverse.sidecar.runtime.endpoint.EndpointRecorder;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.smallrye.openapi.deployment.spi.AddToOpenAPIDefinitionBuildItem;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.vertx.http.runtime.management.ManagementInterfaceBuildTimeConfig;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Puts the control endpoint into the application, as far as it is switched on. */
class SidecarEndpointProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.sidecar");

    private static final String ONE = "/:" + EndpointRecorder.NAME;

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void routes(SidecarsBuildTimeConfig config, EndpointRecorder recorder, SidecarsBuildItem sidecars,
            NonApplicationRootPathBuildItem root, ManagementInterfaceBuildTimeConfig management,
            BuildProducer<RouteBuildItem> routes) {
        SidecarsBuildTimeConfig.Endpoint endpoint = config.endpoint();
        String path = path(endpoint);
        if (endpoint.read()) {
            Handler<RoutingContext> status = recorder.status(sidecars.getSidecars());
            routes.produce(root.routeBuilder().management().route(path).displayOnNotFoundPage("Sidecars")
                    .routeConfigKey("quarkus.sidecar.endpoint.path").handler(status).build());
            routes.produce(root.routeBuilder().management().route(path + ONE).handler(status).build());
        }
        if (endpoint.write()) {
            warnIfOpen(endpoint, path);
            routes.produce(root.routeBuilder().management().route(path + ONE + "/:" + EndpointRecorder.COMMAND)
                    .handler(recorder.command(sidecars.getSidecars(), endpoint.allowUnauthenticatedWrite(),
                            Set.copyOf(endpoint.rolesAllowed().orElse(List.of())),
                            management.enabled() ? "quarkus.management.auth" : "quarkus.http.auth"))
                    .build());
        }
    }

    private static void warnIfOpen(SidecarsBuildTimeConfig.Endpoint endpoint, String path) {
        if (endpoint.rolesAllowed().isEmpty() && !endpoint.allowUnauthenticatedWrite() && !hasPermissions(path)) {
            LOG.warnf("Every authenticated caller may stop, start, and restart sidecars. Set"
                    + " quarkus.sidecar.endpoint.roles-allowed, or a permission for the path %s/*.", path);
        }
    }

    /** True when the application has permissions of its own for the path. */
    private static boolean hasPermissions(String path) {
        Config config = ConfigProvider.getConfig();
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.matches("quarkus\\.(http|management)\\.auth\\.permission\\..*\\.paths"))
                .anyMatch(name -> config.getOptionalValue(name, String.class).orElse("").contains(path));
    }

    /** The document is of the application's own port: what is on the management interface is not in it. */
    @BuildStep
    void describe(SidecarsBuildTimeConfig config, NonApplicationRootPathBuildItem root,
            ManagementInterfaceBuildTimeConfig management, Capabilities capabilities,
            BuildProducer<AddToOpenAPIDefinitionBuildItem> descriptions) {
        SidecarsBuildTimeConfig.Endpoint endpoint = config.endpoint();
        if ((endpoint.read() || endpoint.write()) && capabilities.isPresent(Capability.SMALLRYE_OPENAPI)
                && !management.enabled()) {
            descriptions.produce(new AddToOpenAPIDefinitionBuildItem(
                    new EndpointOpenApiFilter(root.resolvePath(path(endpoint)), endpoint.read(), endpoint.write()), null));
        }
    }

    private static String path(SidecarsBuildTimeConfig.Endpoint endpoint) {
        return endpoint.path().replaceFirst("/+$", "");
    }
}
