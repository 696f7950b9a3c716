"""Many PrivateLinks on one server; see bench/scale."""
import http.client, json, os, statistics, sys, threading, time, urllib.request
from stand import TOKEN, Stand, memory

NUMBER = int(sys.argv[1])
A_PROJECT, CLIENTS = 500, 4   # PrivateLinks of one project; who asks at once


class Api:
    """One connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def __call__(self, method, path, body=None):
        self.connection.request(method, f"/v1/project{path}", json.dumps(body) if body is not None else None,
                                {"Authorization": "aivenv1 " + TOKEN, "Content-Type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            sys.exit(f"bench/scale: {method} {path}: {answer.status} {text[:300]}")
        return json.loads(text)


def processor(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def metric(port, name, *labels):
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name + "{") and all(label in line for label in labels))


stand = Stand("p0", "--quota", "load-balancers-per-region=1000000", "--quota", "target-groups-per-region=1000000", Postern__Aws__CallLimits="100000")
server, api_port, metrics = stand.server, stand.api, stand.metrics
api = Api(api_port)


def project(i):
    return f"/p{i // A_PROJECT}"


def link(i):
    return f"{project(i)}/service/s{i}/privatelink/aws"


vpcs = {}
for i in range(0, NUMBER, A_PROJECT):
    if i:
        api("POST", "", {"project": project(i)[1:]})
    vpcs[project(i)] = api("POST", f"{project(i)}/vpcs", {"cloud_name": "aws-eu-west-1", "network_cidr": "10.0.0.0/20", "peering_connections": []})["project_vpc_id"]
for path, vpc in vpcs.items():
    while api("GET", f"{path}/vpcs/{vpc}")["state"] != "ACTIVE":
        time.sleep(0.2)

def each(numbers, do):
    """For all, by a few clients at once."""
    def some(mine, client):
        for i in mine:
            do(client, i)

    threads = [threading.Thread(target=some, args=(numbers[n::CLIENTS], Api(api_port))) for n in range(CLIENTS)]
    [t.start() for t in threads], [t.join() for t in threads]


def create(client, i):
    client("POST", f"{project(i)}/service", {"service_name": f"s{i}", "service_type": "pg", "plan": "startup-4", "cloud": "aws-eu-west-1", "project_vpc_id": vpcs[project(i)]})
    client("POST", link(i), {"principals": ["arn:aws:iam::012345678901:root"]})


start, before = time.monotonic(), memory(server)
each(range(NUMBER), create)
asked = time.monotonic() - start
waiting, api = list(range(NUMBER)), Api(api_port)       # servers close connections that rest
while waiting:
    waiting = [i for i in waiting if api("GET", link(i))["state"] != "active"]
    time.sleep(1)
active = time.monotonic() - start
print(f"{NUMBER} asked for in {asked:.0f} s, all active after {active:.0f} s", file=sys.stderr)

time.sleep(30)                                        # what was put off is done, and memory has settled
passes, used, clock = metric(metrics, "postern_server_reconcile_duration_count", 'kind="PrivateLink"'), processor(server), time.monotonic()
time.sleep(60)
elapsed = time.monotonic() - clock
rate = (metric(metrics, "postern_server_reconcile_duration_count", 'kind="PrivateLink"') - passes) / elapsed
share = (processor(server) - used) / elapsed

times = {"read": [], "write": []}


def ask(client, i):
    kind, method, body = ("write", "PUT", {"principals": [f"arn:aws:iam::01234567890{i // 5 % 2}:root"]}) if i % 5 == 0 else ("read", "GET", None)
    begun = time.perf_counter()
    client(method, link((i * 7919) % NUMBER), body)
    times[kind].append((time.perf_counter() - begun) * 1000)
    time.sleep(0.02)                                   # some 150 requests a second, all together


each(range(2000), ask)
percentile = lambda values, share: sorted(values)[int(len(values) * share)]
print("| PrivateLinks | server's memory, MiB | of it before, MiB | a look at each takes, s | processors used while idle | GET p50, ms | GET p99, ms | PUT p50, ms | PUT p99, ms |")
print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
print(f"| {NUMBER} | {memory(server):.0f} | {before:.0f} | {NUMBER / rate if rate else 0:.1f} | {share:.2f} | "
      + " | ".join(f"{percentile(times[kind], p):.1f}" for kind in ("read", "write") for p in (0.5, 0.99)) + " |")
