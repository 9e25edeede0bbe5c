package io.quarkiverse.sidecar.runtime.fleet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import io.quarkiverse.sidecar.runtime.concurrent.Mailbox;
import io.quarkiverse.sidecar.runtime.supervisor.Supervisor;
import io.quarkiverse.sidecar.runtime.supervisor.Waiters;

/** All state of a sidecar is confined to its mailbox: there is nothing to lock, and nothing that waits. */
class ConfinementTest {

    private static final Class<?>[] INTERPRETER = { Supervisor.class, Waiters.class, Mailbox.class };

    private final JavaClasses interpreter = new ClassFileImporter().importClasses(INTERPRETER);

    @Test
    void noMethodIsSynchronized() {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(interpreter);
    }

    @ParameterizedTest
    @ValueSource(classes = { Supervisor.class, Waiters.class, Mailbox.class })
    void noBlockIsSynchronized(Class<?> type) throws IOException {
        assertThat(methodsThatEnterAMonitor(type)).isEmpty();
    }

    @Test
    void aSynchronizedBlockWouldBeSeen() throws IOException {
        assertThat(methodsThatEnterAMonitor(Locking.class)).containsExactly("lock");
    }

    @Test
    void nothingLocksOrWaits() {
        DescribedPredicate<JavaClass> waits = describe("lock or wait", type -> type.getPackageName()
                .equals("java.util.concurrent.locks")
                || List.of("java.util.concurrent.CountDownLatch",
                        "java.util.concurrent.Semaphore", "java.util.concurrent.Phaser",
                        "java.util.concurrent.CyclicBarrier", "java.util.concurrent.BlockingQueue")
                        .contains(type.getName()));
        noClasses().should().dependOnClassesThat(waits).check(interpreter);
        for (String blocking : List.of("get", "join", "wait", "sleep")) {
            noClasses().should().callMethodWhere(describe("wait by " + blocking, call -> call.getName().equals(blocking)
                    && List.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.Future", "java.lang.Object",
                            "java.lang.Thread").contains(call.getTargetOwner().getName())))
                    .check(interpreter);
        }
    }

    @Test
    void theOnlyFieldThatChangesIsTheSnapshotThatAnybodyReads() {
        fields().that().doNotHaveModifier(FINAL).should().haveName("snapshot").andShould().haveModifier(VOLATILE)
                .andShould().bePrivate().check(interpreter);
        assertThat(interpreter.get(Supervisor.class).getField("snapshot").getModifiers()).contains(VOLATILE);
    }

    private static List<String> methodsThatEnterAMonitor(Class<?> type) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream code = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
            new ClassReader(code).accept(new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                        String[] exceptions) {
                    return new MethodVisitor(Opcodes.ASM9) {
                        @Override
                        public void visitInsn(int opcode) {
                            if (opcode == Opcodes.MONITORENTER) {
                                found.add(name);
                            }
                        }
                    };
                }
            }, ClassReader.SKIP_DEBUG);
        }
        return found;
    }

    private static final class Locking {

        private final List<String> guarded = new ArrayList<>();

        void lock() {
            synchronized (guarded) {
                guarded.add("locked");
            }
        }
    }
}
