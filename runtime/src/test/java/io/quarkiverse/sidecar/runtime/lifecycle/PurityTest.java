package io.quarkiverse.sidecar.runtime.lifecycle;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.time.Duration;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The core knows values only: whatever happens, and when, comes in as a parameter. */
class PurityTest {

    private static final String API = "io.quarkiverse.sidecar";
    private static final String CORE = API + ".runtime.lifecycle";

    /** What java.lang and java.util offer to act on the world, to run at the same time, or to ask for time or chance. */
    private static final Set<String> IMPURE = Set.of(Thread.class.getName(), ThreadLocal.class.getName(),
            Process.class.getName(), ProcessBuilder.class.getName(), ProcessHandle.class.getName(), Runtime.class.getName(),
            System.class.getName(), Random.class.getName(), java.util.Timer.class.getName(), java.util.Date.class.getName(),
            java.util.UUID.class.getName());

    private static final DescribedPredicate<JavaClass> VALUES = resideInAnyPackage(API, CORE, "java.lang",
            "java.lang.invoke", "java.lang.runtime", "java.math", "java.util", "java.util.function", "java.util.stream")
            .or(describe("durations, which are no clock", type -> type.isEquivalentTo(Duration.class)));

    private final JavaClasses core = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    @Test
    void dependsOnValuesOnly() {
        classes().should().onlyDependOnClassesThat(
                VALUES.or(describe("arrays and primitives", type -> type.isPrimitive() || type.isArray()))).check(core);
    }

    @Test
    void touchesNoThreadClockOrProcess() {
        noClasses().should().dependOnClassesThat(describe("act, run or ask for time",
                (JavaClass type) -> IMPURE.contains(type.getName())).and(not(resideInAnyPackage(CORE)))).check(core);
    }

    @Test
    void remembersNothingOutsideItsState() {
        fields().that().areStatic().should().beFinal().check(core);
    }
}
