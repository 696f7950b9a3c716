#!/bin/sh
# The node of a Kafka service, as root of its instance, with the service's folder on /mnt: the brokers (for development, or of the distribution), the gateway before them, and a command for
# each further component that has one. What ends is started again. /mnt/kafka/ready is fresh while the brokers answer through the gateway.
set -u
cd /
. /mnt/node/settings
mkdir -p /mnt/kafka
rm -f /mnt/kafka/ready
export DOTNET_BUNDLE_EXTRACT_BASE_DIR=/mnt/kafka DOTNET_EnableDiagnostics=0

# They need no right that root has over others.
drop() { exec setpriv --inh-caps=-all --bounding-set=-all --no-new-privs "$@"; }

keep() {
  child=
  trap '[ -z "$child" ] || kill -TERM "$child" 2>/dev/null; wait; exit 0' TERM INT
  while :; do
    (drop "$@") & child=$!
    wait "$child"
    echo "$1 ended with status $?"
    child=
    sleep 1 & wait $!
  done
}

children=
for broker in $APACHE_BROKERS; do
  keep /bin/sh /mnt/node/broker.sh "$broker" &
  children="$children $!"
done
keep "$SERVER" development-brokers --count "$BROKERS" $FIRST_BROKER --through "$GATEWAY_PORT" \
  --certificate /mnt/node/access.crt --key /mnt/node/access.key \
  --ports /mnt/node/ports --report /mnt/kafka/brokers.json --ready /mnt/kafka/ready &
children="$children $!"
keep "$GATEWAY" --config /mnt/node/gateway.json --untold 127.0.0.1 &
children="$children $!"
for component in $COMPONENTS; do
  eval "port=\$${component}_PORT command=\$${component}_COMMAND"
  PORT=$port keep /bin/sh -c "$command" &
  children="$children $!"
done
trap 'kill -TERM $children 2>/dev/null; wait; exit 0' TERM INT
wait
