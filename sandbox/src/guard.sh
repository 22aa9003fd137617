# Runs a command so that nothing of it outlives the one who asked for it.
#
# This shell leads a process group of its own; the command and all that it starts belong to it.
# The group ends when standard input closes (its other end is held by the asker alone, so this
# happens however the asker ends) and when the command ends. Usage: sh -c "$(cat guard.sh)" guard
# GRACE COMMAND [ARGUMENT...], where GRACE is the time from SIGTERM to SIGKILL in tenths of a second.
grace=$1
shift
exec 3<&0
# Wait for the command on a SIGTERM to the group; the command itself gets the default action.
trap : TERM
"$@" 3<&- </dev/null &
command=$!
(
    trap '' TERM INT HUP
    read -r _ <&3
    kill -TERM 0
    while [ "$grace" -gt 0 ] && kill -0 "$command" 2>/dev/null; do
        sleep 0.1
        grace=$((grace - 1))
    done
    kill -KILL 0
) >/dev/null 2>&1 &
exec 3<&- </dev/null 2>/dev/null
wait "$command"
code=$?
while kill -0 "$command" 2>/dev/null; do
    wait "$command"
    code=$?
done
# What the command left behind ends as well; the watcher above ignores this and is ended by the
# asker, or by the closed input.
trap '' TERM
kill -TERM 0
exit "$code"
