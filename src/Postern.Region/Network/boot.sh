#!/bin/sh
# The first process of an instance, in namespaces of its own (network, mounts, processes): boot.sh RESOLV_CONF USER_DATA LOG
# Prints its process id as the region sees it once a command that enters finds all in its place, runs the user data, and ends with it. A line on standard input asks it to stop;
# the end of standard input means that the region is gone, and then the instance goes at once with all its processes.
read -r pid _ </proc/self/stat
exec 3<&0 4>&1 </dev/null >>"$3" 2>&1
mount -t proc proc /proc || echo "no /proc of its own"
mount --bind "$1" "$(readlink -f /etc/resolv.conf)"
echo "$pid" >&4
exec 4>&-
if [ -s "$2" ]; then sh "$2" 3<&- & else sleep infinity 3<&- & fi
child=$!
trap 'kill -TERM $child' TERM
trap 'exit 137' USR1
( read -r _ <&3 && kill -TERM 1; cat <&3 >/dev/null; kill -USR1 1 ) &
while :; do
  wait $child; status=$?
  kill -0 $child 2>/dev/null || exit $status
done
