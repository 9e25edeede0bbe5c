package io.quarkiverse.sidecar.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** The house: each package uses only those under it. */
class LayersTest {

    private static final String API = "io.quarkiverse.sidecar";

    private static final List<String> FROM_THE_GROUND_UP = List.of(API, API + ".runtime.lifecycle", API + ".runtime.output",
            API + ".runtime.process", API + ".runtime.port", API + ".runtime.reclaim", API + ".runtime.probe",
            API + ".runtime.supervise", API + ".runtime", API + ".runtime.endpoint", API + ".runtime.devui",
            API + ".runtime.metrics");

    private final JavaClasses house = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(API);

    @Test
    void everyPackageUsesOnlyThoseUnderIt() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : FROM_THE_GROUND_UP) {
            layers = layers.layer(name).definedBy(name);
        }
        for (int n = 0; n < FROM_THE_GROUND_UP.size(); n++) {
            List<String> above = FROM_THE_GROUND_UP.subList(n + 1, FROM_THE_GROUND_UP.size());
            layers = above.isEmpty() ? layers.whereLayer(FROM_THE_GROUND_UP.get(n)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(FROM_THE_GROUND_UP.get(n)).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
        }
        layers.check(house);
    }

    /** An application without it must not even load a class that names it. */
    @Test
    void onlyTheMetersKnowMicrometer() {
        noClasses().that().resideOutsideOfPackage(API + ".runtime.metrics").should().dependOnClassesThat()
                .resideInAPackage("io.micrometer..").check(house);
    }
}
