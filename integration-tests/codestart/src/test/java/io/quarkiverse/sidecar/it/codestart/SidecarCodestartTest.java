package io.quarkiverse.sidecar.it.codestart;

import static io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog.Language.JAVA;

import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.devtools.testing.codestarts.QuarkusCodestartTest;
import io.quarkus.registry.catalog.Extension;
import io.quarkus.registry.catalog.ExtensionCatalog;

/** What is generated for somebody who names this extension; the other test of this module runs it. */
class SidecarCodestartTest {

    private static final Extension SIDECAR = OwnCatalog.extension();
    private static final ExtensionCatalog CATALOG = ExtensionCatalog.builder().addExtension(SIDECAR).build();

    @RegisterExtension
    static final QuarkusCodestartTest PROJECT = QuarkusCodestartTest.builder().languages(JAVA)
            .extension(SIDECAR.getArtifact()).extensionCatalog(CATALOG)
            .quarkusCodestartCatalog(OwnCatalog.codestarts(CATALOG)).build();

    @Test
    void declaresTheSidecar() throws Throwable {
        assertThatGenerated("src/main/resources/application.properties").contains(
                "quarkus.sidecar.greeter.command=${java.home}/bin/java,sidecar/Greeter.java",
                "quarkus.sidecar.greeter.port=0", "quarkus.sidecar.greeter.health.path=/health");
    }

    @Test
    void bringsItsProgram() throws Throwable {
        assertThatGenerated("sidecar/Greeter.java").contains("class Greeter").doesNotContain("package ");
    }

    @Test
    void bringsTheApplicationInThePackageOfTheProject() throws Throwable {
        assertThatGenerated("src/main/java/ilove/quark/us/GreetingResource.java").contains("package ilove.quark.us;");
        assertThatGenerated("src/test/java/ilove/quark/us/GreetingResourceTest.java").contains("package ilove.quark.us;");
    }

    @Test
    void dependsOnWhatTheExampleNeeds() throws Throwable {
        assertThatGenerated("pom.xml").contains("<artifactId>quarkus-sidecar</artifactId>",
                "<artifactId>quarkus-rest</artifactId>", "<artifactId>rest-assured</artifactId>");
    }

    @Test
    void explainsItself() throws Throwable {
        assertThatGenerated("README.md").contains("sidecar/Greeter.java", "http://localhost:8080/greeting");
    }

    private static AbstractStringAssert<?> assertThatGenerated(String file) throws Throwable {
        return PROJECT.assertThatGeneratedFile(JAVA, file).content();
    }
}
