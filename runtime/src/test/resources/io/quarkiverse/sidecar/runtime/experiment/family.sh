# A sidecar, or one of its descendants: family.sh PATH FOLDER ROLE [DESCENDANT...]
# First of all it writes down who it is: role, pid, start ticks, group, session.
PATH=$1 folder=$2 role=$3
shift 3
stat() { echo "$role $$ ${20} $3 $4 ."; }
read -r line </proc/$$/stat
stat ${line##*)} >"$folder/$role-$$"

descend() { exec "$BASH_OR_SH" "$0" "$PATH" "$folder" "$@"; }
BASH_OR_SH=$(command -v bash || echo /bin/sh)

work() { exec perl "${0%/*}/worker.pl" "$folder" "$1"; }

for descendant in "$@"; do
  case $descendant in
    child) descend child & ;;
    # In a process group of its own, where the shell has job control.
    group) set -m; descend group & set +m ;;
    # In a session of its own, and adopted by init.
    daemon | stubborn) (setsid "$BASH_OR_SH" "$0" "$PATH" "$folder" "$descendant" &) ;;
    # Without its environment, and adopted by init.
    bare-child) (env -i "$BASH_OR_SH" "$0" "$PATH" "$folder" "$descendant" &) ;;
    # Write over their environment, as the workers of a server do: in the session and with the output of the main process;
    # with another output; in a session of their own.
    worker) work worker & ;;
    worker-quiet) work worker-quiet >/dev/null 2>&1 & ;;
    worker-daemon) (setsid perl "${0%/*}/worker.pl" "$folder" worker-daemon &) ;;
    bare-group) set -m; (env -i "$BASH_OR_SH" "$0" "$PATH" "$folder" "$descendant" &); set +m ;;
  esac
done

case " $* " in
  *" worker "*) exec perl "${0%/*}/worker.pl" ;;
esac
if [ "$role" = stubborn ]; then trap '' TERM; fi
exec sleep 10000
