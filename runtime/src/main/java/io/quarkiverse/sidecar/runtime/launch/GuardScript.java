package io.quarkiverse.sidecar.runtime.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkiverse.sidecar.runtime.process.LaunchMarker;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;

/**
 * What the guard does, for any POSIX shell with {@code grep -z}, {@code ls}, {@code tr}, and {@code sleep}, on a system with
 * {@code /proc}. It is told the owner id by its standard input, so that it carries none itself; at the end of that input the
 * app is gone. There it is also told, line by line, what the processes of each launch can be recognized by.
 */
final class GuardScript {

    /** What the trial carries and looks for. */
    private static final String NOBODY = "trial-0";

    private static final String TRIAL = "trial";

    /** Wakes it also when it is stopped, and does nothing to one that does not expect it yet. */
    static final List<String> PARENT_DEATH_TELLS = List.of("--pdeathsig", "CONT", "--");

    // It holds no handle of a process. But a directory in /proc, once entered, stays that of one process for all time: when
    // that has ended, nothing in it can be read, also when its number was given to another. So the signal follows right
    // upon a successful read there, with no other program between: a few microseconds.
    // A process that is about to execute another program shows no environment for an instant, and on a busy machine that is
    // long: so it looks four times, the last time a quarter of a second after it has found a process. Found is also one that
    // has ended, or executes another program, when its turn comes: it may have forked before.
    // The kernel tells by CONT, once for each thread of the app that ends; any process may send it. Only another parent than
    // at the start means that the app is gone. A read that is interrupted looks like the end of the input to some shells, and
    // bash and BusyBox drop what they have read of that line: then the launch is known by its owner id, until it is told again.
    // A launch that it watches is PID:START:SEEN:PIPE:PIPE, the main process with its start, and when it was last seen alive.
    // Who was born in its session until then is one of its processes. As long as one that is proved lives, no other process
    // gets the session's number, so that later members are the launch's, too: they are killed first, and listed again before
    // any other, since they may have forked meanwhile; but not for long, or a storm of them would outlive the rounds.
    private static final String SCRIPT = """
            # Started by quarkus-sidecar: kills the sidecars of one application as soon as that is gone.
            trap '' HUP INT QUIT TERM
            cd / || exit 1
            candidates() {
              printf '%s\\n' "$owner" | grep -lszF -f - /proc/[0-9]*/environ
              [ "$watched" ] || return 0
              grep -lsE "\\) [A-Za-z] [0-9]+ [0-9]+ ($sessions) " /proc/[0-9]*/stat
              ls -ln /proc/[0-9]*/fd/1 | grep -E "> pipe:.($pipes).\\$"
              ls -ln /proc/[0-9]*/fd/2 | grep -E "> pipe:.($pipes).\\$"
            }
            carries() {
              tr '\\000\\012' '\\012\\001' <environ |
                grep -q -e "^SIDECAR_OWNER=$owner\\$" -e "^SIDECAR_ANCESTORS=\\(.*,\\)*$owner:"
            }
            look() {
              read -r stat <"$1" || return 1
              set -- ${stat##*) }
              state=$1 session=$4 threads=${18} start=${20}
              [ $state != X ] && { [ $state != Z ] || [ $threads -gt 1 ]; }
            }
            writes() {
              ls -ln fd/1 fd/2 | grep -qE "^l.w.*> pipe:.($1|$2).\\$"
            }
            held() {
              for other in $candidates; do
                case $other in
                  /proc/*/stat) look "$other" && [ $session = $1 ] && [ $start -ge $2 ] && [ $start -le $3 ] && return ;;
                  /proc/*)
                    other=${other#/proc/}
                    other=/proc/${other%%/*}
                    (cd "$other" && { carries || writes "$4" "$5"; }) && look "$other/stat" && [ $session = $1 ] && return
                    ;;
                esac
              done
              return 1
            }
            related() {
              look stat || return 1
              outputs=$(ls -ln fd/1 fd/2 | grep '^l.w') its_session=$session its_start=$start
              for launch in $watched; do
                IFS=:
                set -- "$1" $launch
                unset IFS
                [ $its_start -ge $3 ] || continue
                if [ "$1" = young ]; then
                  [ $its_session = $2 ] && [ $its_start -gt $4 ] && held $2 $3 $4 $5 $6 && return
                elif [ $its_session = $2 ] && [ $its_start -le $4 ]; then
                  return 0
                else
                  case $outputs in
                    *"> pipe:[$5]"* | *"> pipe:[$6]"*) return 0 ;;
                  esac
                fi
              done
              return 1
            }
            end() {
              cd "/proc/$1" && { [ "$2" != young ] && carries || related "$2"; } &&
                read -r alive <stat && { [ "$trial" ] || kill -s KILL "$1"; }
            }
            stranger() {
              cd "/proc/$1" && grep -q . <environ
            }
            ended() {
              ! [ -e "/proc/$1/stat" ]
            }
            pause() {
              sleep "$1" || sleep 1
            }
            orphaned() {
              look "/proc/$$/stat" && set -- ${stat##*) } && [ "$2" ] && [ "$2" != "$PPID" ]
            }
            forget() {
              kept=
              for launch in $watched; do
                [ "${launch%%:*}" = "$1" ] || kept="$kept $launch"
              done
              watched=$kept
            }
            prepare() {
              sessions=- pipes=-
              for launch in $watched; do
                IFS=:
                set -- $launch
                unset IFS
                sessions="$sessions|$1" pipes="$pipes|$4|$5"
              done
            }
            end_all() {
              trap '' CONT
              [ ! "$group" ] || echo 1 >"$group/cgroup.kill"
              prepare
              empty=0 round=0
              while [ $empty -lt 4 ] && [ $round -lt 500 ]; do
                round=$((round + 1)) empty=$((empty + 1)) candidates=$(candidates)
                for age in ${watched:+young} any; do
                  for candidate in $candidates; do
                    pid=${candidate#/proc/}
                    pid=${pid%%/*}
                    case $age$candidate in
                      any/proc/*/environ) end "$pid" any || ! stranger "$pid" && empty=0 ;;
                      young/proc/*/stat) end "$pid" young && empty=0 ;;
                      any/proc/*/stat | any/proc/*/fd/?) end "$pid" any || ended "$pid" && empty=0 ;;
                    esac
                  done
                  [ $empty = 0 ] && [ $round -lt 20 ] && break
                done
                case $empty in
                  0 | 1) pause 0.01 ;;
                  2) pause 0.05 ;;
                  3) pause 0.2 ;;
                esac
              done
              [ ! "$group" ] || rmdir "$group"/* "$group"
              exit 0
            }
            trial=$1 group= watched=
            IFS= read -r owner || exit 0
            case $owner in
              '' | *[!0-9A-Za-z-]*) exit 2 ;;
            esac
            if [ "$trial" ]; then
              look "/proc/$$/stat" || exit 1
              watched=$session:0:$start:-:-
              prepare
              candidates=$(candidates)
              cd "/proc/$$" && carries && related any && end $$ any && stranger $$ || exit 1
              [ "$outputs" ] && printf '%s\\n' "$candidates" | grep -qx "/proc/$$/environ" &&
                printf '%s\\n' "$candidates" | grep -qx "/proc/$$/stat" && pause 0.01
              exit
            fi
            part=
            trap 'interrupted=1; orphaned && end_all' CONT
            while ! orphaned; do
              interrupted=
              if IFS= read -r word; then
                word=$part$word part=
                case $word in
                  ended) exit 0 ;;
                  'group '*) group=${word#* } ;;
                  'forget '*) forget "${word#* }" ;;
                  'watch '*)
                    word=${word#* }
                    forget "${word%%:*}"
                    watched="$watched $word"
                    ;;
                esac
              elif [ "$interrupted" ]; then
                part=$part$word
              else
                break
              fi
            done
            end_all
            """;

    private GuardScript() {
    }

    /** The guard itself. */
    static List<String> command(Path shell) {
        return inPosixShell(shell, "-c", SCRIPT, "sidecar-guard");
    }

    /** Ends well when the guard would find, on this system and with these tools, a process that carries an owner id. */
    static List<String> trial(Path shell) {
        return inPosixShell(shell, "-c", SCRIPT, "sidecar-guard", TRIAL);
    }

    private static List<String> inPosixShell(Path shell, String... arguments) {
        List<String> command = new ArrayList<>(List.of(shell.toString()));
        if (shell.endsWith("bash")) {
            command.add("--posix");
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** What the trial runs with. */
    static Map<String, String> trialEnvironment(String path) {
        return Map.of("PATH", path, "LC_ALL", "C", LaunchMarker.OWNER, NOBODY, LaunchMarker.TOKEN, TRIAL);
    }

    static String told(String owner) {
        return owner + "\n";
    }

    /** Tells it the control group that holds all launches. */
    static String group(Path group) {
        return "group " + group + "\n";
    }

    /** Tells it what it can recognize the processes of a launch by, in the place of what it was told before. */
    static String watch(ProcessIdentity main, boolean ledSession, LaunchTraces traces) {
        List<String> pipes = traces.outputPipes().stream().sorted().map(Object::toString).toList();
        // A session that it does not lead proves nothing: then no process was born in time.
        long seen = ledSession ? Math.max(main.startTicks(), traces.lastSeenTicks()) : 0;
        return "watch " + main.pid() + ":" + main.startTicks() + ":" + seen + ":" + (pipes.isEmpty() ? "-" : pipes.get(0)) + ":"
                + (pipes.size() < 2 ? "-" : pipes.get(1)) + "\n";
    }

    /** Tells it that nothing of that launch is alive. */
    static String forget(ProcessIdentity main) {
        return "forget " + main.pid() + "\n";
    }

    /** Tells it that no process is left. */
    static String ended() {
        return "ended\n";
    }

    static String trialInput() {
        return told(NOBODY);
    }
}
