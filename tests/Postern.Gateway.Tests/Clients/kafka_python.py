"""Debian's python3-kafka: writes, reads in a group, and hands the group over. Usage: kafka_python.py BOOTSTRAP COUNT"""
import sys
import time

from kafka import KafkaConsumer, KafkaProducer

bootstrap, count = sys.argv[1], int(sys.argv[2])
PARTITIONS = 4


def reader():
    return KafkaConsumer("python", bootstrap_servers=bootstrap, group_id="snakes", auto_offset_reset="earliest", enable_auto_commit=False, heartbeat_interval_ms=500)


def turn(*consumers, until):
    """Polls in turn, as members of one group must, until the condition holds."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end, "the group did not settle: %s" % [c.assignment() for c in consumers]
        for consumer in consumers:
            for records in consumer.poll(timeout_ms=100).values():
                for record in records:
                    values.setdefault(record.partition, []).append(int(record.value))


values = {}
producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all", retries=5, max_in_flight_requests_per_connection=1)
sent = [producer.send("python", str(i).encode(), partition=i % PARTITIONS) for i in range(count)]
producer.flush(60)
assert all(f.succeeded() for f in sent)

first = reader()
turn(first, until=lambda: sum(map(len, values.values())) >= count)
assert values == {p: list(range(p, count, PARTITIONS)) for p in range(PARTITIONS)}, "lost, doubled or out of order"
first.commit()
second = reader()
turn(first, second, until=lambda: len(first.assignment()) == 2 and len(second.assignment()) == 2)
first.close()
turn(second, until=lambda: len(second.assignment()) == PARTITIONS)
turn(second, until=lambda: all(second.position(p) is not None for p in second.assignment()))
assert sum(map(len, values.values())) == count, "read again what the group had committed"
print("brokers", *sorted("%s:%d" % (b.host, b.port) for b in second._client.cluster.brokers()))
second.close()
