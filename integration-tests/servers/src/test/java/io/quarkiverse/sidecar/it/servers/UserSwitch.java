package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a command as another user.
 *
 * @param prefix what stands before the command; empty when nothing needs to be switched
 */
record UserSwitch(List<String> prefix, int user, int group) {

    private static final String NOBODY = "nobody";

    /** To nobody when this build runs as root. */
    static UserSwitch awayFromRoot() throws IOException {
        int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (self != 0) {
            return new UserSwitch(List.of(), self, (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid"));
        }
        assumeThat(Commands.succeeds("id", NOBODY)).as("there is a user %s", NOBODY).isTrue();
        int user = Integer.parseInt(Commands.run("id", "-u", NOBODY));
        int group = Integer.parseInt(Commands.run("id", "-g", NOBODY));
        String setpriv = Commands.output("sh", "-c", "command -v setpriv");
        assumeThat(setpriv).as("setpriv, to run as another user than root").isNotEmpty();
        UserSwitch toNobody = new UserSwitch(List.of(setpriv, "--reuid=" + user, "--regid=" + group, "--clear-groups"), user,
                group);
        assumeThat(Commands.succeeds(toNobody.command("id"))).as("this root may become %s", NOBODY).isTrue();
        return toNobody;
    }

    String[] command(String... command) {
        return Stream.concat(prefix.stream(), Stream.of(command)).toArray(String[]::new);
    }

    void give(Path folder) throws IOException {
        if (!prefix.isEmpty()) {
            Files.setAttribute(folder, "unix:uid", user);
            Files.setAttribute(folder, "unix:gid", group);
        }
    }
}
