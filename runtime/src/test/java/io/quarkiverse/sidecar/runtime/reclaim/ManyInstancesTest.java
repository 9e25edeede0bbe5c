package io.quarkiverse.sidecar.runtime.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.state.LockProbe;
import io.quarkiverse.sidecar.runtime.state.SlotRacer;

/** Several instances of one application, in one JVM and in several: each has a slot of its own, and touches no other's. */
@Timeout(120)
class ManyInstancesTest {

    private static final ProcessTable TABLE = ProcessTable.ofThisMachine();

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    @Test
    void twoClassLoadersOfOneJvmNeverDropEachOthersLocks() throws Exception {
        try (URLClassLoader one = loader();
                URLClassLoader two = loader();
                URLClassLoader three = loader();
                AutoCloseable first = instance(one)) {
            try (AutoCloseable second = instance(two)) {
                assertThat(first.getClass()).isNotSameAs(second.getClass());
                assertUntouched(second);
                assertThat(lock(first)).isNotEqualTo(lock(second));
                assertThat(heldForAnotherProcess(lock(first))).isTrue();
                assertThat(heldForAnotherProcess(lock(second))).isTrue();

                KillableApp otherJvm = KillableApp.start(processes, directory, "echo up; exec sleep 1000",
                        System.getenv("PATH"));
                assertThat(directory.resolve(machine()).resolve("slot-2/owner")).exists();
                assertThat(sidecarAlive(first)).isTrue();
                assertThat(sidecarAlive(second)).isTrue();
                otherJvm.kill();
            }
            assertThat(heldForAnotherProcess(lock(first))).as("after the second has left").isTrue();
            assertThat(sidecarAlive(first)).isTrue();

            try (AutoCloseable third = instance(three)) {
                assertThat(lock(third).getParent()).endsWithRaw(Path.of("slot-1"));
                assertThat(facts(third).get("leftAlone")).isEqualTo(0);
                assertThat(heldForAnotherProcess(lock(first))).isTrue();
                assertThat(sidecarAlive(first)).isTrue();
            }
        }
    }

    @Test
    void twoJvmsThatStartAtOnceNeverGetTheSameSlot() throws Exception {
        Racer one = new Racer();
        Racer two = new Racer();
        for (int round = 0; round < 20; round++) {
            // Five times one folder: new at first, then with two free slots, which the first of both looks through.
            Path application = Files.createDirectories(directory.resolve("app-" + round / 5));
            one.say(application.toString());
            two.say(application.toString());

            assertThat(List.of(one.line(), two.line())).as("round %d", round).containsExactlyInAnyOrder("slot-0", "slot-1");
            one.say("release");
            two.say("release");
            assertThat(List.of(one.line(), two.line())).containsOnly("released");
        }
    }

    @Test
    void aSlotIsFreeTheMomentItsHolderIsKilled() throws Exception {
        for (int round = 0; round < 5; round++) {
            Racer racer = new Racer();
            racer.say(directory.toString());
            assertThat(racer.line()).isEqualTo("slot-0");
            racer.process.toHandle().destroyForcibly();
            racer.process.waitFor();

            try (SlotLease next = new Reclaimer(TABLE, Optional.of(directory)).occupy(name -> StopPolicy.DEFAULT)) {
                assertThat(directory.resolve(machine()).resolve("slot-0/owner")).content()
                        .isEqualToIgnoringNewLines(next.owner());
            }
        }
    }

    private final class Racer {

        private final Process process = processes.start(CrashingApp.java(SlotRacer.class));
        private final BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));

        Racer() throws IOException {
            assertThat(line()).isEqualTo("ready");
        }

        void say(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        String line() throws IOException {
            return output.readLine();
        }
    }

    private static URLClassLoader loader() throws MalformedURLException {
        String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
        URL[] urls = new URL[classPath.length];
        for (int n = 0; n < urls.length; n++) {
            urls[n] = Path.of(classPath[n]).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private AutoCloseable instance(ClassLoader loader) throws Exception {
        return (AutoCloseable) loader.loadClass(IsolatedInstance.class.getName()).getConstructor(String.class)
                .newInstance(directory.toString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> facts(AutoCloseable instance) throws Exception {
        return ((Callable<Map<String, Object>>) instance).call();
    }

    private static Path lock(AutoCloseable instance) throws Exception {
        return (Path) facts(instance).get("lock");
    }

    private static void assertUntouched(AutoCloseable instance) throws Exception {
        assertThat(facts(instance)).containsEntry("reclaimed", 0).containsEntry("leftAlone", 0);
    }

    private static boolean sidecarAlive(AutoCloseable instance) throws Exception {
        return TABLE.find((Long) facts(instance).get("sidecar")).filter(entry -> !entry.zombie()).isPresent();
    }

    private boolean heldForAnotherProcess(Path lock) throws Exception {
        return processes.start(CrashingApp.java(LockProbe.class, lock.toString())).waitFor() == LockProbe.HELD;
    }

    private static String machine() {
        return TABLE.machine().bootId() + "-" + TABLE.machine().pidNamespace();
    }
}
