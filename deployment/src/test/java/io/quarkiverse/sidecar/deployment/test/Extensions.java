package io.quarkiverse.sidecar.deployment.test;

import java.util.Arrays;
import java.util.List;

import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;

/** Extensions that only the application of one test has. */
final class Extensions {

    static final String OPENAPI = "quarkus-smallrye-openapi";
    static final String USERS = "quarkus-elytron-security-properties-file";

    private Extensions() {
    }

    static List<Dependency> of(String... names) {
        return Arrays.stream(names).map(name -> Dependency.of("io.quarkus", name, Version.getVersion())).toList();
    }
}
