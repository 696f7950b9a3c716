"""A fixed rate of requests to one server; see bench/requests."""
import argparse, asyncio, atexit, glob, json, os, shutil, socket, subprocess, sys, tempfile, time, urllib.request
from stand import REGION, SERVER, TOKEN, free_port

CLOUD, P = "aws-eu-west-1", "/v1/project/bench"


def start(command, port, log, **settings):
    process = subprocess.Popen(command, stdout=open(log, "w"), stderr=subprocess.STDOUT, env=os.environ | settings)
    atexit.register(process.kill)
    end = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            if time.monotonic() > end or process.poll() is not None:
                sys.exit(f"bench/requests: nothing listens at 127.0.0.1:{port}: {open(log).read()[-500:]}")
            time.sleep(0.05)


def call(port, method, path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode() if body is not None else None, {"Authorization": "aivenv1 " + TOKEN}, method=method)
    return json.load(urllib.request.urlopen(request))


def postgres(folder):
    """A connection string to a database of its own, with PostgreSQL's own settings; null where PostgreSQL is not installed."""
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not programs:
        return None
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data, port = os.path.join(folder, "pg"), free_port()
    os.mkdir(data)
    if user:
        shutil.chown(data, "postgres"), os.chmod(folder, 0o755)
    subprocess.run([*user, programs[-1] + "/initdb", "-D", data, "-U", "postgres", "-A", "trust"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    subprocess.run([*user, programs[-1] + "/pg_ctl", "-D", data, "-w", "-l", data + "/log", "-o", f"-p {port} -k {data} -h 127.0.0.1", "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    atexit.register(subprocess.run, [*user, programs[-1] + "/pg_ctl", "-D", data, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd="/")
    return f"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres"


def mix(services):
    """Twenty requests, of which four write; repeated for ever."""
    i = 0
    while True:
        for kind in range(20):
            i += 1
            service = f"{P}/service/s{i * 7919 % services}"
            yield {
                4: ("PUT", service + "/privatelink/aws", {"principals": [f"arn:aws:iam::01234567890{i // 20 % 10}:root"]}),
                9: ("PUT", f"{P}/tags", {"tags": {"round": str(i)}}),
                14: ("PUT", service + "/tags", {"tags": {"round": str(i)}}),
                19: ("POST", "/v1/access_token", {"description": "bench", "max_age_seconds": 600}),
                2: ("GET", f"{P}/vpcs", None), 6: ("GET", f"{P}/events?limit=100", None), 11: ("GET", P, None), 16: ("GET", "/v1/me", None),
            }.get(kind, ("GET", service + ("/privatelink/aws" if kind % 2 else ""), None))


async def drive(port, rate, seconds, services):
    """Starts each request when it is due, on a connection that is free or a new one; milliseconds of reads and of writes, and the answers that were no success."""
    times, wrong, free, running = {"GET": [], "write": []}, [], [], set()

    async def one(due, method, path, body):
        reader, writer = free.pop() if free else await asyncio.open_connection("127.0.0.1", port)
        content = json.dumps(body).encode() if body is not None else b""
        writer.write(f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: aivenv1 {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if "content-length:" in head:
            await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
        else:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        times["GET" if method == "GET" else "write"].append((time.perf_counter() - due) * 1e3)
        if " 200 " not in head[:14]:
            wrong.append(f"{method} {path}: {head[:40]!r}")
        free.append((reader, writer))

    begin, requests = time.perf_counter(), mix(services)
    for n in range(int(rate * seconds)):
        due = begin + n / rate
        if (rest := due - time.perf_counter()) > 0:
            await asyncio.sleep(rest)
        running.add(task := asyncio.create_task(one(due, *next(requests))))
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    return times, wrong


def processor(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(name, folder, store, a):
    aws, api = free_port(), free_port()
    region = start([REGION, "serve", "--data", folder + "/region", "--port", str(aws), "--mode", "loopback"], aws, folder + "/region.log")
    key = json.load(urllib.request.urlopen(urllib.request.Request(
        f"http://127.0.0.1:{aws}/_postern/credentials?principal=arn:aws:iam::210987654321:user/postern", headers={"X-Postern": "1"}, method="POST")))
    server = start([SERVER], api, folder + "/server.log", Postern__Api__Url=f"http://127.0.0.1:{api}", Postern__Data=folder + "/server", Postern__Store__PostgreSql=store,
                   Postern__Aws__Endpoint=f"http://127.0.0.1:{aws}", Postern__Aws__AccessKeyId=key["access_key_id"], Postern__Aws__SecretAccessKey=key["secret_access_key"],
                   Postern__Nodes__Local="false", Postern__Bootstrap__Project="bench", Postern__Bootstrap__AdminToken=TOKEN)
    vpc = call(api, "POST", f"{P}/vpcs", {"cloud_name": CLOUD, "network_cidr": "10.0.0.0/20", "peering_connections": []})["project_vpc_id"]
    while call(api, "GET", f"{P}/vpcs/{vpc}")["state"] != "ACTIVE":
        time.sleep(0.2)
    for i in range(a.services):
        call(api, "POST", f"{P}/service", {"service_name": f"s{i}", "service_type": "pg", "plan": "startup-4", "cloud": CLOUD, "project_vpc_id": vpc})
        call(api, "POST", f"{P}/service/s{i}/privatelink/aws", {"principals": ["arn:aws:iam::012345678901:root"]})
    end = time.monotonic() + 120
    while any(call(api, "GET", f"{P}/service/s{i}/privatelink/aws")["state"] != "active" for i in range(a.services)) and time.monotonic() < end:
        time.sleep(1)
    asyncio.run(drive(api, a.rate, a.warm, a.services))   # until what is used often has been compiled again
    used = processor(server)
    times, wrong = asyncio.run(drive(api, a.rate, a.seconds, a.services))
    used = (processor(server) - used) / a.seconds
    if wrong:
        sys.exit(f"bench/requests: {len(wrong)} requests were refused, such as {wrong[0]}")
    percentile = lambda values, share: sorted(values)[min(len(values) - 1, int(len(values) * share))]
    print(f"| {name} | " + " | ".join(f"{percentile(times[kind], p):.1f}" for kind in ("GET", "write") for p in (0.5, 0.99)) + f" | {percentile(times['GET'] + times['write'], 0.99):.1f} | {max(times['GET'] + times['write']):.0f} | {used:.2f} |", flush=True)
    server.kill(), region.kill(), server.wait(), region.wait()


def main():
    a = argparse.ArgumentParser(prog="bench/requests")
    a.add_argument("--rate", type=float, default=200)
    a.add_argument("--seconds", type=float, default=60)
    a.add_argument("--warm", type=float, default=30)
    a.add_argument("--services", type=int, default=50)
    a = a.parse_args()
    folder = tempfile.mkdtemp(prefix="postern-requests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    print(f"{a.rate:.0f} requests a second for {a.seconds:.0f} s, one in five a write, over {a.services} PrivateLinks; {os.cpu_count()} cores, Linux {os.uname().release}; load before {os.getloadavg()[0]:.1f}\n")
    print("| store | read p50, ms | read p99, ms | write p50, ms | write p99, ms | all p99, ms | longest, ms | server's processors |\n" + "| --- " * 8 + "|")
    for name, store in (("SQLite", ""), ("PostgreSQL", postgres(folder))):
        if store is not None:
            os.mkdir(os.path.join(folder, name))
            measure(name, os.path.join(folder, name), store, a)


main()
