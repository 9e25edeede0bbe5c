package io.quarkiverse.sidecar.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the guard does, for any POSIX shell with {@code grep -z}, {@code tr} and {@code sleep}, on a system with {@code /proc}.
 * It is told the owner id by its standard input, so that it carries none itself; at the end of that input the app is gone.
 */
final class GuardScript {

    /** What the trial carries and looks for. */
    private static final String NOBODY = "trial-0";

    private static final String TRIAL = "trial";

    /** Wakes it also when somebody has stopped it, and does nothing to one that does not expect it yet. */
    static final List<String> PARENT_DEATH_TELLS = List.of("--pdeathsig", "CONT", "--");

    // It holds no handle of a process. But a folder in /proc, once entered, stays that of one process for all time: when
    // that has ended, nothing in it can be read, also when its number was given to another. So the signal follows right
    // upon a successful read there, with no other program between: a few microseconds.
    // A process that is about to execute another program shows no environment for an instant, and on a busy machine that is
    // long: so it looks four times, the last time a quarter of a second after it has found somebody. Found is also who has
    // ended, or executes another program, when it comes to him: he may have forked before.
    // The kernel tells by CONT, once for each thread of the app that ends; anybody may send it. Only another parent than at
    // the start means that the app is gone. A read that is interrupted looks like the end of the input to some shells.
    private static final String SCRIPT = """
            # Started by quarkus-sidecar: kills the sidecars of one application as soon as that is gone.
            trap '' HUP INT QUIT TERM
            cd / || exit 1

            candidates() {
              printf '%s\\n' "$owner" | grep -lszF -f - /proc/[0-9]*/environ
            }

            carries() {
              tr '\\000\\012' '\\012\\001' <environ |
                grep -q -e "^SIDECAR_OWNER=$owner\\$" -e "^SIDECAR_ANCESTORS=\\(.*,\\)*$owner:"
            }

            end() {
              cd "/proc/$1" && carries && read -r alive <stat && { [ "$trial" ] || kill -s KILL "$1"; }
            }

            stranger() {
              cd "/proc/$1" && grep -q . <environ
            }

            pause() {
              sleep "$1" || sleep 1
            }

            orphaned() {
              read -r stat <"/proc/$$/stat" && set -- ${stat##*) } && [ "$2" != "$PPID" ]
            }

            end_all() {
              trap '' CONT
              empty=0 round=0
              while [ $empty -lt 4 ] && [ $round -lt 500 ]; do
                round=$((round + 1)) empty=$((empty + 1))
                for environ in $(candidates); do
                  environ=${environ#/proc/}
                  pid=${environ%/environ}
                  end "$pid" || ! stranger "$pid" && empty=0
                done
                case $empty in
                  0 | 1) pause 0.01 ;;
                  2) pause 0.05 ;;
                  3) pause 0.2 ;;
                esac
              done
              exit 0
            }

            trial=$1
            IFS= read -r owner || exit 0
            case $owner in
              '' | *[!0-9A-Za-z-]*) exit 2 ;;
            esac
            if [ "$trial" ]; then
              end $$ && stranger $$ && candidates | grep -qx "/proc/$$/environ" && pause 0.01
              exit
            fi
            trap 'interrupted=1; orphaned && end_all' CONT
            while ! orphaned; do
              interrupted=
              if IFS= read -r word; then
                [ "$word" != ended ] || exit 0
              elif [ ! "$interrupted" ]; then
                break
              fi
            done
            end_all
            """;

    private GuardScript() {
    }

    /** The guard itself. */
    static List<String> command(Path shell) {
        return List.of(shell.toString(), "-c", SCRIPT, "sidecar-guard");
    }

    /** Ends well when the guard would find, on this system and with these tools, a process that carries an owner id. */
    static List<String> trial(Path shell) {
        return List.of(shell.toString(), "-c", SCRIPT, "sidecar-guard", TRIAL);
    }

    /** What the trial runs with. */
    static Map<String, String> trialEnvironment(String path) {
        return Map.of("PATH", path, "LC_ALL", "C", Claim.OWNER, NOBODY, Claim.TOKEN, TRIAL);
    }

    static String told(String owner) {
        return owner + "\n";
    }

    /** Tells it that there is nobody left to look for. */
    static String ended() {
        return "ended\n";
    }

    static String trialInput() {
        return told(NOBODY);
    }
}
