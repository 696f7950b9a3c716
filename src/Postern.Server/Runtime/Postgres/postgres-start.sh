#!/bin/sh
# The node of a PostgreSQL service, as root of its instance, with the service's folder on /mnt. Gives it to an ordinary user, hides what that user
# must not see, and goes on as that user.
set -eu
cd /
. /mnt/node/settings

# Roles that can create roles can, in older versions of PostgreSQL, run programs here. What is not there cannot be read.
for hidden in "$HIDE_FOLDER" /root /home; do
  [ ! -d "$hidden" ] || mount -t tmpfs -o size=4k,mode=0755 hidden "$hidden" || echo "cannot hide $hidden"
done

mkdir -p /mnt/pg
chmod 0700 /mnt/pg
uid=$(id -u postgres); gid=$(id -g postgres)
# PostgreSQL refuses to run as root. A whole system has all user ids; an unprivileged user namespace has one, and can only give it another name.
if [ "$(awk '{ n += $3 } END { print (n > 65535) }' /proc/self/uid_map)" = 1 ]; then
  for secret in server.key roles.sql pgpass; do
    [ ! -e "/mnt/node/$secret" ] || chown postgres:postgres "/mnt/node/$secret"
  done
  [ "$(stat -c %u /mnt/pg)" = "$uid" ] || chown -R postgres:postgres /mnt/pg
  exec setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs /bin/sh /mnt/node/postgres.sh
fi
exec unshare --user --map-user="$uid" --map-group="$gid" setpriv --no-new-privs /bin/sh /mnt/node/postgres.sh
