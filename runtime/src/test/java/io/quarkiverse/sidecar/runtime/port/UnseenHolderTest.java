package io.quarkiverse.sidecar.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.sidecar.PortHolder;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** Asks, as a user who may see little, for the holder of a port that this user listens on. */
@Timeout(60)
class UnseenHolderTest {

    private static final List<String> AS_NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @Test
    void isUnknownAndNeverForeign() throws Exception {
        String classPath = classes(PortHolderLookup.class) + File.pathSeparator + classes(UnseenHolderTest.class);
        assumeTrue(run("test", "-r", classes(PortHolderLookup.class) + "/META-INF").endsWith("exit 0"),
                "this user cannot become another, or that one may not read the classes");

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String user = ProcessHandle.current().info().user().orElseThrow();

            assertThat(run(ListenerChild.javaProgram(), "-cp", classPath, UnseenHolderTest.class.getName(),
                    Integer.toString(server.getLocalPort())).lines()).containsExactly(
                            "UNKNOWN a process that this user may not see (of user " + user + ")", "UNKNOWN", "true", "exit 0");
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(AS_NOBODY);
        all.addAll(List.of(command));
        Process process;
        try {
            process = new ProcessBuilder(all).redirectErrorStream(true).start();
        } catch (IOException noSuchProgram) {
            return noSuchProgram.getMessage();
        }
        try {
            return new String(process.getInputStream().readAllBytes()) + "exit " + process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classes(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        ProcessTable table = ProcessTable.ofThisMachine();
        PortHolderLookup holders = new PortHolderLookup(table, owner -> true);
        PortHolder holder = holders.holder("127.0.0.1", port).orElseThrow();
        System.out.println(holder.kind() + " " + holder.describe());
        System.out.println(
                new ListenerVerifier(table, holders).check("127.0.0.1", port, Set.of(), () -> Set.of(1L)).ownership());
        System.out.println(!SocketOwners.amongAll(table, Set.of()).unreadable().isEmpty());
    }
}
