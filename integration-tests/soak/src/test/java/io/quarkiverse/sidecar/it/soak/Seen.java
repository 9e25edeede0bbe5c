package io.quarkiverse.sidecar.it.soak;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The process table at one moment, as far as it concerns the soak.
 *
 * @param from when the look began, in nanoseconds
 * @param to when it was over
 * @param processes all that carry the mark of this soak, the application itself and zombies left out
 * @param guards the guards of this soak's applications
 * @param zombies children of the application that nobody has taken note of
 */
record Seen(long from, long to, List<Seen.Process> processes, List<Seen.Process> guards, int zombies) {

    /**
     * One process.
     *
     * @param generation which start of the application it comes from
     * @param name the sidecar's; empty for what the application runs for itself
     * @param token that of the launch
     * @param state as in {@code /proc/PID/stat}
     */
    record Process(long pid, long startTicks, long parent, char state, int generation, String name, String token,
            String commandLine) {

        boolean stopped() {
            return state == 'T';
        }

        /** A question to a sidecar, which carries its name and a token of its own. */
        boolean asksForHealth() {
            return commandLine.contains(Fleet.HEALTH_MARK);
        }

        boolean belongsToASidecar() {
            return !name.isEmpty() && !asksForHealth();
        }
    }

    /** The processes of a sidecar, without its health command. */
    List<Process> of(String sidecar) {
        return processes.stream().filter(process -> process.name().equals(sidecar) && process.belongsToASidecar()).toList();
    }

    Optional<Process> find(long pid) {
        return processes.stream().filter(process -> process.pid() == pid).findFirst();
    }

    Set<String> names() {
        return processes.stream().filter(Process::belongsToASidecar).map(Process::name).collect(Collectors.toSet());
    }
}
