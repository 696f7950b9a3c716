"""Debian's python3-kafka: writes, reads in a group, and hands the group over to the next member. Usage: kafka_python.py BOOTSTRAP COUNT [FOLDER [MECHANISM NAME PASSWORD]]

With FOLDER it speaks TLS, with ca.pem of there; it shows service.crt with service.key, or signs in by SASL."""
import sys
import threading
import time

from kafka import KafkaConsumer, KafkaProducer

bootstrap, count = sys.argv[1], int(sys.argv[2])
tls = {} if len(sys.argv) < 4 else dict(ssl_cafile=sys.argv[3] + "/ca.pem")
if len(sys.argv) > 4:
    tls.update(zip(("sasl_mechanism", "sasl_plain_username", "sasl_plain_password"), sys.argv[4:]), security_protocol="SASL_SSL")
elif tls:
    tls.update(security_protocol="SSL", ssl_certfile=sys.argv[3] + "/service.crt", ssl_keyfile=sys.argv[3] + "/service.key")
PARTITIONS = 4


class Reader(threading.Thread):
    """A member of the group. One at a time: the mock cluster refuses this client's second member (INVALID_REQUEST), directly as well."""

    def __init__(self):
        super().__init__(daemon=True)
        self.consumer = KafkaConsumer("python", bootstrap_servers=bootstrap, group_id="snakes", auto_offset_reset="earliest", enable_auto_commit=False, heartbeat_interval_ms=500, **tls)
        self.values, self.assigned, self.leave = {}, 0, threading.Event()
        self.start()

    def run(self):
        while not self.leave.is_set():
            for records in self.consumer.poll(timeout_ms=100).values():
                for record in records:
                    self.values.setdefault(record.partition, []).append(int(record.value))
            self.assigned = len(self.consumer.assignment())
        self.brokers = sorted("%s:%d" % (b.host, b.port) for b in self.consumer._client.cluster.brokers())
        self.consumer.commit()
        self.consumer.close()

    def end(self):
        self.leave.set()
        self.join(30)

    def count(self):
        return sum(map(len, self.values.values()))


def until(condition, what):
    end = time.monotonic() + 45
    while not condition():
        assert time.monotonic() < end, what()
        time.sleep(0.05)


producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all", retries=5, max_in_flight_requests_per_connection=1, **tls)
sent = [producer.send("python", str(i).encode(), partition=i % PARTITIONS) for i in range(count)]
producer.flush(60)
assert all(f.succeeded() for f in sent)
print("written", flush=True)

first = Reader()
until(lambda: first.count() >= count, lambda: "read %d of %d" % (first.count(), count))
assert first.values == {p: list(range(p, count, PARTITIONS)) for p in range(PARTITIONS)}, "lost, doubled or out of order"
print("read", flush=True)

first.end()
second = Reader()
until(lambda: second.assigned == PARTITIONS, lambda: "the next member has %d partitions" % second.assigned)
producer.send("python", b"-1", partition=0).get(10)
until(lambda: second.count() > 0, lambda: "nothing came to the next member")
second.end()
assert second.values == {0: [-1]}, "read again what the group had committed"
print("brokers", *second.brokers)
