#!/bin/sh
# Runs PostgreSQL as an ordinary user, starts it again when it ends, and says every two seconds whether it answers: /mnt/pg/ready is fresh while it does.
set -u
. /mnt/node/settings
DATA=/mnt/pg/data SOCKET=/mnt/pg/socket
export PGHOST=$SOCKET PGPORT=$PORT PGUSER=postgres PGDATABASE=postgres PGCONNECT_TIMEOUT=5 PGOPTIONS='-c client_min_messages=warning'
umask 077
mkdir -p "$SOCKET" /mnt/pg/log
rm -f /mnt/pg/ready

# Server processes inherit the lock, whatever process namespace they are in: while one of a former run lives, this waits.
exec 9>/mnt/pg/lock
flock 9

if [ ! -d "$DATA" ]; then
  rm -rf "$DATA.new"
  "$BIN/initdb" -D "$DATA.new" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums >/dev/null || exit 1
  mv "$DATA.new" "$DATA"
fi

server= pooler=
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

backup() {
  [ ! -d /mnt/pg/backup ] || return 0
  rm -rf /mnt/pg/backup.new
  "$BIN/pg_basebackup" -D /mnt/pg/backup.new -Ft -z -X fetch --checkpoint=fast && mv /mnt/pg/backup.new /mnt/pg/backup
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
