#!/bin/sh
# Runs PostgreSQL as an ordinary user, starts it again when it ends, and says every two seconds whether it answers: /mnt/pg/ready is fresh while it does.
set -u
. /mnt/node/settings
DATA=/mnt/pg/data SOCKET=/mnt/pg/socket BACKUPS=/mnt/pg/backups
export PGHOST=$SOCKET PGPORT=$PORT PGUSER=postgres PGDATABASE=postgres PGCONNECT_TIMEOUT=5 PGOPTIONS='-c client_min_messages=warning'
umask 077
mkdir -p "$SOCKET" /mnt/pg/log
rm -f /mnt/pg/ready

# Server processes inherit the lock, whatever process namespace they are in: while one of a former run lives, this waits.
exec 9>/mnt/pg/lock
flock 9

# Data that begin as a backup, of this service or another, carry the log that makes them whole: the server replays it at its first start.
if [ ! -d "$DATA" ]; then
  rm -rf "$DATA.new"
  if [ -e /mnt/pg/restore.tar.gz ]; then
    mkdir -m 0700 "$DATA.new" && tar -xzf /mnt/pg/restore.tar.gz -C "$DATA.new" || exit 1
  else
    "$BIN/initdb" -D "$DATA.new" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums >/dev/null || exit 1
  fi
  mv "$DATA.new" "$DATA"
fi
rm -f /mnt/pg/restore.tar.gz

server= pooler= backing=
stop() {
  rm -f /mnt/pg/ready
  [ -z "$pooler" ] || { kill -TERM "$pooler" 2>/dev/null; wait "$pooler"; }
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null; wait "$server"; }
  exit 0
}
trap stop TERM INT

# Users that are gone: they are cut off, what they made is the administrator's from now on, and their roles go.
drop_users() {
  for user in $("$BIN/psql" -XAtc "SELECT m.member::regrole FROM pg_auth_members m WHERE m.roleid = 'postern_users'::regrole" | tr -d '"'); do
    ! grep -qxF -- "$user" /mnt/node/users || continue
    "$BIN/psql" -Xqc "ALTER ROLE \"$user\" NOLOGIN" -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '$user'" >/dev/null
    for database in $("$BIN/psql" -XAtc 'SELECT datname FROM pg_database WHERE datallowconn'); do
      "$BIN/psql" -Xqd "$database" -c "REASSIGN OWNED BY \"$user\" TO avnadmin" -c "DROP OWNED BY \"$user\""
    done
    "$BIN/psql" -Xqc "DROP ROLE \"$user\""
  done
}

prepare() {
  "$BIN/psql" -Xqv ON_ERROR_STOP=1 -f /mnt/node/roles.sql || return 1
  drop_users
  [ -z "$TIMESCALE" ] || "$BIN/psql" -Xqd defaultdb -c 'CREATE EXTENSION IF NOT EXISTS timescaledb' || return 1
}

# A whole base backup, named by when it was begun, and away with those beyond the number that the plan keeps. What is unfinished ends in .new.
take_backup() {
  name=base-$(date -u +%Y%m%dT%H%M%SZ)
  rm -rf "$BACKUPS"/*.new
  "$BIN/pg_basebackup" -D "$BACKUPS/$name.new" -Ft -z -X fetch --checkpoint=fast 2>/mnt/pg/log/backup.log && mv "$BACKUPS/$name.new" "$BACKUPS/$name" || return 1
  ls -1 "$BACKUPS" | grep '^base-.*Z$' | sort -r | tail -n "+$((BACKUPS_KEPT + 1))" | while read -r old; do rm -rf "${BACKUPS:?}/$old"; done
}

# The first before the node is ready; each later one beside its work, when the newest is old enough.
backup() {
  mkdir -p "$BACKUPS"
  newest=$(ls -1 "$BACKUPS" | grep '^base-.*Z$' | sort | tail -n 1)
  if [ -z "$newest" ]; then
    take_backup
  elif [ "$(($(date +%s) - $(stat -c %Y "$BACKUPS/$newest/base.tar.gz")))" -ge "$BACKUP_EVERY" ] && { [ -z "$backing" ] || ! kill -0 "$backing" 2>/dev/null; }; then
    (take_backup || sleep 60) 9>&- & backing=$!
  fi
}

# PgBouncer before the server, with the passwords that the server's roles have now, whoever made them. It does not hold the lock: it keeps no data.
pool() {
  [ -n "$POOLER" ] || return 0
  "$BIN/psql" -XAtc "SELECT '\"' || replace(rolname, '\"', '\"\"') || '\" \"' || rolpassword || '\"' FROM pg_authid
    WHERE rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolpassword LIKE 'SCRAM-SHA-256\$%' ORDER BY rolname" >/mnt/pg/pgbouncer.users.new 2>/dev/null || return 0
  known=1
  cmp -s /mnt/pg/pgbouncer.users.new /mnt/pg/pgbouncer.users || { mv /mnt/pg/pgbouncer.users.new /mnt/pg/pgbouncer.users; known=; }
  for file in pgbouncer.ini pgbouncer_hba.conf server.crt; do
    [ ! "/mnt/node/$file" -nt /mnt/pg/pooled ] || known=
  done
  if [ -z "$pooler" ] || ! kill -0 "$pooler" 2>/dev/null; then
    touch /mnt/pg/pooled
    "$POOLER" -q /mnt/node/pgbouncer.ini 9>&- & pooler=$!
  elif [ -z "$known" ]; then
    touch /mnt/pg/pooled
    kill -HUP "$pooler"
  fi
}

nap() { sleep "$1" & wait $!; }

while :; do
  # The lock says that no server lives; the process id in this file, from another process namespace, says nothing.
  rm -f "$DATA/postmaster.pid"
  "$BIN/postgres" -D "$DATA" -c config_file=/mnt/node/postgresql.conf & server=$!
  prepared= pause=0.1
  touch /mnt/pg/loaded
  while kill -0 "$server" 2>/dev/null; do
    if { [ -z "$prepared" ] || [ /mnt/node/roles.sql -nt /mnt/pg/prepared ]; } && "$BIN/pg_isready" -q && touch /mnt/pg/preparing && prepare && backup; then
      mv /mnt/pg/preparing /mnt/pg/prepared
      prepared=1 pause=2
    fi
    if [ /mnt/node/postgresql.conf -nt /mnt/pg/loaded ] || [ /mnt/node/pg_hba.conf -nt /mnt/pg/loaded ] || [ /mnt/node/server.crt -nt /mnt/pg/loaded ]; then
      touch /mnt/pg/loaded
      kill -HUP "$server"
    fi
    if [ -n "$prepared" ] && [ "$("$BIN/psql" -XAtc 'SELECT 1' 2>/dev/null)" = 1 ]; then
      pool
      backup
      touch /mnt/pg/ready
    fi
    nap "$pause"
  done
  wait "$server"
  echo "PostgreSQL ended with status $?"
  server=
  rm -f /mnt/pg/ready
  nap 1
done
