#!/bin/sh
# Runs PostgreSQL as a standby of the service's first node, as an ordinary user: copies that one at the first start, follows it, and copies it anew where it can no longer follow.
# /mnt/pg/ready is fresh while it follows and answers.
set -u
. /mnt/node/settings
DATA=/mnt/pg/data SOCKET=/mnt/pg/socket
export PGHOST=$SOCKET PGPORT=$PORT PGUSER=postgres PGDATABASE=postgres PGCONNECT_TIMEOUT=5 PGPASSFILE=/mnt/node/pgpass PGSSLMODE=require
umask 077
mkdir -p "$SOCKET" /mnt/pg/log
rm -f /mnt/pg/ready

# As on the first node: while a server of a former run lives, this waits.
exec 9>/mnt/pg/lock
flock 9

server=
stop() {
  rm -f /mnt/pg/ready
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null; wait "$server"; }
  exit 0
}
trap stop TERM INT

nap() { sleep "$1" & wait $!; }

copy() {
  rm -rf "$DATA.new"
  "$BIN/pg_basebackup" -h "$PRIMARY" -U postern_replication -D "$DATA.new" -X stream --checkpoint=fast 2>/mnt/pg/log/copy.log || return 1
  rm -f "$DATA.new/postmaster.pid"
  touch "$DATA.new/standby.signal"
  mv "$DATA.new" "$DATA"
}

# Answers 1 while changes come in, 0 while none do, and nothing while it cannot be asked.
following() { "$BIN/psql" -XAtc "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'" 2>/dev/null; }

ended=0
while :; do
  . /mnt/node/settings
  [ -d "$DATA" ] || copy || { nap 1; continue; }
  rm -f "$DATA/postmaster.pid"
  "$BIN/postgres" -D "$DATA" -c config_file=/mnt/node/postgresql.conf & server=$!
  lost=0
  touch /mnt/pg/loaded
  while kill -0 "$server" 2>/dev/null; do
    for file in postgresql.conf pg_hba.conf server.crt; do
      if [ "/mnt/node/$file" -nt /mnt/pg/loaded ]; then
        . /mnt/node/settings
        touch /mnt/pg/loaded
        kill -HUP "$server"
      fi
    done
    case $(following) in
      1) lost=0 ended=0; touch /mnt/pg/ready; nap 2 ;;
      0) ! "$BIN/pg_isready" -q -h "$PRIMARY" || lost=$((lost + 1)); nap 1 ;;
      *) nap 0.2 ;;
    esac
    # Half a minute beside a first node that answers: what it needs is no longer there.
    [ "$lost" -lt 30 ] || kill -INT "$server"
  done
  wait "$server"
  echo "PostgreSQL ended with status $?"
  server= ended=$((ended + 1))
  rm -f /mnt/pg/ready
  if [ "$lost" -ge 30 ] || [ "$ended" -ge 5 ]; then
    echo "cannot follow: copies $PRIMARY anew"
    rm -rf "$DATA"
    ended=0
  fi
  nap 1
done
