# The sidecars of the soak that do not listen: sidecar.sh BEHAVIOUR [LOW HIGH]
# While it is well, a file that is named after it holds its process id: its health command and the observer look there.

well_file=$SOAK_FOLDER/$SIDECAR_NAME.well

# Whole seconds, drawn anew each time.
some() {
  drawn=$(od -An -N2 -tu2 /dev/urandom)
  echo $(($1 + drawn % ($2 - $1 + 1)))
}

well() {
  echo $$ >"$well_file"
  echo "up and well"
}

unwell() {
  : >"$well_file"
}

leave() {
  code=$(some 0 5)
  echo "leaving with $code" >&2
  exit "$code"
}

for_ever() {
  exec sleep 100000
}

# A child, a child in a session of its own, and a daemon that nobody waits for.
family() {
  sleep 100000 &
  setsid sleep 100001 &
  (setsid sh -c 'sleep 100002 & exec sleep 100003' &)
}

flood() {
  line=$(printf '%098d' 0)
  i=0
  while [ $i -lt 50000 ]; do
    echo "$line"
    i=$((i + 1))
  done
}

unwell
case $1 in
  steady)
    family
    well
    for_ever
    ;;
  quits)
    well
    sleep "$(some "$2" "$3")"
    leave
    ;;
  parent)
    family
    well
    sleep "$(some "$2" "$3")"
    leave
    ;;
  ails)
    well
    sleep "$(some "$2" "$3")"
    unwell
    for_ever
    ;;
  stops)
    well
    sleep "$(some "$2" "$3")"
    kill -s STOP $$
    for_ever
    ;;
  stubborn)
    trap '' TERM
    family
    well
    sleep "$(some "$2" "$3")"
    leave
    ;;
  early)
    [ "$(some 0 1)" = 0 ] || exit 7
    well
    sleep "$(some "$2" "$3")"
    kill -s SEGV $$
    ;;
  late)
    sleep "$(some "$2" "$3")"
    well
    for_ever
    ;;
  once)
    sleep 1
    ;;
  breaks)
    echo "nothing works" >&2
    exit 9
    ;;
  floods)
    well
    while :; do
      sleep "$(some "$2" "$3")"
      flood
    done
    ;;
esac
