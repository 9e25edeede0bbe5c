package io.quarkiverse.sidecar.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** Each package uses only those that are listed before it. */
class LayersTest {

    private static final String API = "io.quarkiverse.sidecar";
    private static final String RUNTIME = API + ".runtime";

    /** They know the API at most. */
    private static final List<String> INDEPENDENT = packages("lifecycle", "redaction", "concurrent", "cgroup");

    private static final List<String> MIDDLE = packages("output", "process", "launch", "port", "state", "reclaim", "probe",
            "supervisor", "config", "config.validation", "fleet");

    /** Nothing depends on them but, for the root, these themselves. */
    private static final List<String> FACES = Stream
            .concat(Stream.of(RUNTIME), packages("endpoint", "devui", "metrics").stream()).toList();

    private static final List<String> BOTTOM_UP = Stream.of(List.of(API), INDEPENDENT, MIDDLE, FACES).flatMap(List::stream)
            .toList();

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(API);

    @Test
    void everyPackageUsesOnlyThoseUnderIt() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : BOTTOM_UP) {
            layers = layers.layer(name).definedBy(name);
        }
        for (int n = 0; n < BOTTOM_UP.size(); n++) {
            List<String> above = BOTTOM_UP.subList(n + 1, BOTTOM_UP.size());
            layers = above.isEmpty() ? layers.whereLayer(BOTTOM_UP.get(n)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(BOTTOM_UP.get(n)).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
        }
        layers.check(HOUSE);
    }

    @Test
    void everyPackageIsListed() {
        assertThat(HOUSE.stream().map(JavaClass::getPackageName)).isSubsetOf(BOTTOM_UP);
    }

    @Test
    void theIndependentPackagesKnowTheApiAtMost() {
        for (String independent : INDEPENDENT) {
            List<String> others = BOTTOM_UP.stream().filter(name -> !name.equals(API) && !name.equals(independent)).toList();
            noClasses().that().resideInAPackage(independent).should().dependOnClassesThat()
                    .resideInAnyPackage(others.toArray(String[]::new)).check(HOUSE);
        }
    }

    @Test
    void noPackageIsCrowded() {
        Map<String, Long> sizes = HOUSE.stream()
                .filter(it -> it.isTopLevelClass() && !it.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        sizes.remove(API);
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(20));
    }

    private static List<String> packages(String... names) {
        return Stream.of(names).map(name -> RUNTIME + "." + name).toList();
    }

    /** An application without it must not even load a class that names it. */
    @Test
    void onlyTheMetersKnowMicrometer() {
        noClasses().that().resideOutsideOfPackage(API + ".runtime.metrics").should().dependOnClassesThat()
                .resideInAPackage("io.micrometer..").check(HOUSE);
    }
}
