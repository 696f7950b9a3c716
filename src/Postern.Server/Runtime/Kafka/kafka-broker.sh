#!/bin/sh
# One broker of Apache Kafka; its number is the argument.
set -eu
. /mnt/node/settings
export KAFKA_HEAP_OPTS="${KAFKA_HEAP_OPTS:--Xms128m -Xmx512m}" LOG_DIR="/mnt/kafka/broker-$1/logs"
mkdir -p "$LOG_DIR"
"$DISTRIBUTION/bin/kafka-storage.sh" format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "/mnt/node/broker-$1.properties"
exec "$DISTRIBUTION/bin/kafka-server-start.sh" "/mnt/node/broker-$1.properties"
