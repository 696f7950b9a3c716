// kafkajs, which is written in JavaScript from the protocol up: writes, reads in a group, and hands the group over.
// Its idempotent and transactional producers ask the controller, which the mock cluster does not have.
// Usage: node client.mjs BOOTSTRAP COUNT [FOLDER [MECHANISM NAME PASSWORD]]
// With FOLDER it speaks TLS, with ca.pem of there; it shows service.crt with service.key, or signs in by SASL.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners } from 'kafkajs';

const [bootstrap, count] = [process.argv[2], Number(process.argv[3])];
const [topic, partitions] = ['javascript', 4];
const pem = (name) => readFileSync(`${process.argv[4]}/${name}`, 'utf8');
const [mechanism, username, password] = process.argv.slice(5);
const sasl = mechanism && { mechanism: mechanism.toLowerCase(), username, password };
const ssl = process.argv[4] ? { ca: pem('ca.pem'), ...(!sasl && { cert: pem('service.crt'), key: pem('service.key') }) } : false;
const kafka = new Kafka({ clientId: 'kafkajs', brokers: [bootstrap], ssl, sasl, logLevel: logLevel.ERROR, retry: { retries: 10 } });

function check(holds, what) {
  if (!holds) throw new Error(what);
}

async function until(condition, what) {
  for (const end = Date.now() + 45_000; !condition(); await pause(50)) check(Date.now() < end, what());
}

class Reader {
  values = new Map();
  assigned = 0;

  async start() {
    this.consumer = note(kafka.consumer({ groupId: 'script', sessionTimeout: 6_000, rebalanceTimeout: 1_000, heartbeatInterval: 300, maxWaitTimeInMs: 100 }));
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) => { this.assigned = payload.memberAssignment[topic]?.length ?? 0; });
    await this.consumer.connect();
    await this.consumer.subscribe({ topic, fromBeginning: true });
    await this.consumer.run({ eachMessage: ({ partition, message }) => { this.values.set(partition, [...(this.values.get(partition) ?? []), Number(message.value)]); } });
  }

  get count() { return [...this.values.values()].reduce((sum, values) => sum + values.length, 0); }
}

const asked = new Set();
const note = (client) => { client.on(client.events.REQUEST, ({ payload }) => asked.add(payload.broker)); return client; };

const producer = note(kafka.producer({ maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner }));
await producer.connect();
for (let from = 0; from < count; from += 500) {
  const batch = Array.from({ length: Math.min(500, count - from) }, (_, i) => ({ partition: (from + i) % partitions, value: String(from + i) }));
  await producer.send({ topic, acks: -1, messages: batch });
}
console.log('written');

const first = new Reader();
await first.start();
await until(() => first.count >= count, () => `read ${first.count} of ${count}`);
for (let p = 0; p < partitions; p++) {
  check(first.values.get(p).every((value, i) => value === p + i * partitions) && first.values.get(p).length === Math.ceil((count - p) / partitions), `lost, doubled or out of order in partition ${p}`);
}
console.log('read');
await first.consumer.disconnect();

await producer.send({ topic, acks: -1, messages: [{ partition: 0, value: '-1' }] });

const second = new Reader();
await second.start();
await until(() => second.count > 0, () => `nothing came to the next member, which has ${second.assigned} partitions`);
check(second.assigned === partitions, `the next member has ${second.assigned} partitions`);
check([...second.values.keys()].join() === '0' && second.values.get(0).join() === '-1', `read again what the group had committed: ${JSON.stringify([...second.values])}`);
await second.consumer.disconnect();

await producer.disconnect();
console.log('asked', ...[...asked].sort());
