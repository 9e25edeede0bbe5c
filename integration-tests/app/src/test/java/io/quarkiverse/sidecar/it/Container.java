package io.quarkiverse.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.sidecar.it.monitor.FreePort;

/**
 * What a container engine puts around an application, as far as the kernel does it: process ids of its own, file systems that
 * cannot be written, a user whom nobody knows.
 */
final class Container {

    /** In {@code /etc/passwd} of no system. */
    static final int USER = 1_234_567;

    /** Everything that is mounted, but for what the kernel keeps there, is made read-only; $1 becomes a folder in memory. */
    private static final String READ_ONLY = """
            while read -r _ _ _ _ at _; do
              case $at in /proc|/proc/*|/dev|/dev/*|/sys|/sys/*) ;; *) mount -o remount,bind,ro "$at" || exit 97 ;; esac
            done < /proc/self/mountinfo
            [ -z "$1" ] || mount -t tmpfs -o mode=1777 tmpfs "$1" || exit 97
            shift
            exec "$@"
            """;

    private final List<String> before = new ArrayList<>(
            List.of("unshare", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc"));

    /** @param temporary a folder that becomes one in memory that can be written; empty for none */
    Container readOnly(String temporary) {
        before.addAll(List.of("sh", "-c", READ_ONLY, "sh", temporary));
        return this;
    }

    Container withUnknownUser() {
        before.addAll(List.of("setpriv", "--reuid", "" + USER, "--regid", "0", "--clear-groups", "--"));
        return this;
    }

    /** In front of the command, for example {@code env HOME=/}. */
    Container with(String... words) {
        before.addAll(List.of(words));
        return this;
    }

    /** A folder that everybody may enter, for tests that go in as somebody else. */
    static Path folder() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "container", UUID.randomUUID().toString()).toAbsolutePath());
        for (Path parent = folder; parent.getParent() != null; parent = parent.getParent()) {
            assumeThat(Files.getPosixFilePermissions(parent)).as("everybody may enter " + parent)
                    .contains(PosixFilePermission.OTHERS_EXECUTE);
        }
        return folder;
    }

    ContainedApp start(PackagedApp app) throws Exception {
        assumeThat(worksHere()).as("'unshare', 'mount' and 'setpriv' from util-linux, and the right to use them").isTrue();
        int httpPort = FreePort.find();
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "packaged-app")), "contained", ".txt");
        return new ContainedApp(builder(app.command(httpPort)).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
                httpPort, log);
    }

    private boolean worksHere() throws InterruptedException {
        try {
            Process trial = builder(List.of("sh", "-c", "exit 0")).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(trial.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return trial.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private ProcessBuilder builder(List<String> command) {
        List<String> all = new ArrayList<>(before);
        all.addAll(command);
        return new ProcessBuilder(all);
    }
}
