"""Measures TCP relays side by side; see bench/relay."""
import argparse, atexit, json, os, re, resource, shutil, signal, socket, statistics, subprocess, sys, tempfile, threading, time
from stand import free_port

LIMIT = resource.getrlimit(resource.RLIMIT_NOFILE)[1]   # of open files; a relay needs two for a connection
HAPROXY = """global
 maxconn {most}
 maxpipes 100
defaults
 mode tcp
 timeout connect 5s
 timeout client 350s
 timeout server 350s
listen relay
 bind 127.0.0.1:{port}
 {option}
 server target 127.0.0.1:{to}
"""
NGINX = """daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
worker_processes auto; worker_rlimit_nofile {limit};
events {{ worker_connections {most}; }}
stream {{ server {{ listen 127.0.0.1:{port} backlog=4096; proxy_pass 127.0.0.1:{to}; proxy_timeout 350s; }} }}
"""


def connect(port):
    s = socket.create_connection(("127.0.0.1", port), 10)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def wait_for(port, name="iperf3"):
    end = time.monotonic() + 20
    while True:
        try:
            return connect(port).close()
        except OSError:
            if time.monotonic() > end:
                sys.exit(f"bench/relay: {name} does not listen at 127.0.0.1:{port}")
            time.sleep(0.1)


class Relays:
    """One process a relay, all to the same target."""

    def __init__(self, program, folder, to):
        self.processes, self.ports = {}, {"direct": to}
        self.start("Postern", folder, lambda port: [program, "relay", "--listen", f"127.0.0.1:{port}", "--to", f"127.0.0.1:{to}"])
        for name, option in (("HAProxy, copy", ""), ("HAProxy, splice", "option splice-auto")):
            self.start(name, folder, lambda port: ["haproxy", "-db", "-f", self.write(folder, f"{port}.cfg", HAPROXY.format(most=(LIMIT - 600) // 2, port=port, option=option, to=to))])
        self.start("nginx stream", folder, lambda port: ["nginx", "-c", self.write(folder, f"{port}.conf", NGINX.format(limit=LIMIT, most=LIMIT - 100, folder=folder, port=port, to=to))])

    def write(self, folder, name, text):
        path = os.path.join(folder, name)
        with open(path, "w") as f:
            f.write(text)
        return path

    def start(self, name, folder, command):
        port = free_port()
        self.ports[name] = port
        self.processes[name] = subprocess.Popen(command(port), stdout=subprocess.DEVNULL, stderr=open(os.path.join(folder, "log"), "a"))
        atexit.register(self.processes[name].terminate)
        wait_for(port, name)

    def memory(self, name):
        """Private bytes of the relay's process and its children."""
        pid = self.processes[name].pid
        children = open(f"/proc/{pid}/task/{pid}/children").read().split()
        return sum(int(k) for p in [pid, *children] for k in re.findall(r"^Private_\w+:\s+(\d+) kB", open(f"/proc/{p}/smaps_rollup").read(), re.M)) * 1024


    def busy(self, name):
        """Seconds of processor time that the relay's process and its children have used."""
        pid = self.processes[name].pid
        children = open(f"/proc/{pid}/task/{pid}/children").read().split()
        return sum(sum(map(int, open(f"/proc/{p}/stat").read().rsplit(")", 1)[1].split()[11:13])) for p in [pid, *children]) / os.sysconf("SC_CLK_TCK")


def serve(listener):
    """Answers each byte with a byte, in one process of its own; connections that say nothing cost it nothing but memory."""
    import selectors
    selector = selectors.DefaultSelector()
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            s = key.fileobj
            try:
                if s is listener:
                    c, _ = s.accept()
                    c.setblocking(False)
                    c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    selector.register(c, selectors.EVENT_READ)
                elif data := s.recv(4096):
                    s.send(data)
                else:
                    selector.unregister(s)
                    s.close()
            except BlockingIOError:
                pass
            except OSError:
                selector.unregister(s)
                s.close()


def throughput(port, streams, seconds):
    for _ in range(20):
        out = subprocess.run(["iperf3", "-c", "127.0.0.1", "-p", str(port), "-t", str(seconds), "-P", str(streams), "-J"], capture_output=True, timeout=seconds + 20)
        result = json.loads(out.stdout)
        if "error" not in result:
            return result["end"]["sum_received"]["bits_per_second"] / 1e9
        time.sleep(0.1)   # its server serves one at a time, and is still busy with whoever looked whether it listens
    sys.exit(f"bench/relay: iperf3 at 127.0.0.1:{port}: {result['error']}")


def connections(port, seconds, threads=8):
    """Connections a second: opened, one byte there and back, closed."""
    end, counts = time.monotonic() + seconds, [0] * threads

    def run(i):
        while time.monotonic() < end:
            with connect(port) as s:
                s.send(b"x")
                s.recv(1)
            counts[i] += 1
    workers = [threading.Thread(target=run, args=(i,)) for i in range(threads)]
    [w.start() for w in workers]
    [w.join() for w in workers]
    return sum(counts) / seconds


def round_trips(port, seconds):
    """Round trips of one byte on one connection, in microseconds: median and 99th percentile."""
    times, end = [], time.monotonic() + seconds
    with connect(port) as s:
        while (now := time.perf_counter()) and time.monotonic() < end:
            s.send(b"x")
            s.recv(1)
            times.append((time.perf_counter() - now) * 1e6)
    q = statistics.quantiles(times, n=100)
    return q[49], q[98]


def idle_memory(relays, name, count):
    """Private bytes of the relay for each connection that was used once and is idle."""
    before, held = relays.memory(name), []
    for _ in range(count):
        s = connect(relays.ports[name])
        s.send(b"x")
        s.recv(1)
        held.append(s)
    after = relays.memory(name)
    [s.close() for s in held]
    return (after - before) / count / 1024


def main():
    a = argparse.ArgumentParser(prog="bench/relay")
    a.add_argument("program")
    a.add_argument("--rounds", type=int, default=5)
    a.add_argument("--seconds", type=float, default=2)
    a.add_argument("--idle", type=int, default=10000)
    a = a.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (LIMIT, LIMIT))
    a.idle = min(a.idle, (LIMIT - 800) // 2)
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    echo = os.fork()
    if echo == 0:
        serve(listener)
    atexit.register(os.kill, echo, signal.SIGTERM)
    iperf_port = free_port()
    iperf = subprocess.Popen(["iperf3", "-s", "-B", "127.0.0.1", "-p", str(iperf_port)], stdout=subprocess.DEVNULL)
    atexit.register(iperf.terminate)
    wait_for(iperf_port)
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    results = {}
    bulk, small = Relays(a.program, folder, iperf_port), Relays(a.program, folder, listener.getsockname()[1])
    note = lambda name, what, value: results.setdefault(name, {}).setdefault(what, []).append(value)
    for round_ in range(-1, a.rounds):   # the first one warms up
        for name in bulk.ports:
            for streams in (1, 8, 64):
                before = bulk.busy(name) if name in bulk.processes else None
                value = throughput(bulk.ports[name], streams, int(a.seconds))
                if round_ >= 0:
                    note(name, f"{streams} streams", value)
                    if before is not None:
                        note(name, f"cpu {streams}", (bulk.busy(name) - before) / (value * int(a.seconds) / 8))
            rate, (p50, p99) = connections(small.ports[name], a.seconds), round_trips(small.ports[name], a.seconds)
            if round_ >= 0:
                [note(name, k, v) for k, v in (("connections", rate), ("p50", p50), ("p99", p99))]
    for name in small.processes:
        note(name, "idle", idle_memory(small, name, a.idle))
    cpu = next(l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name"))
    print(f"{os.cpu_count()} cores of {cpu}, Linux {os.uname().release}; load at the end {os.getloadavg()[0]:.1f}\n")
    print(f"| | 1 stream, Gbit/s | 8 streams | 64 streams | connections/s | round trip p50, µs | p99, µs | KiB an idle connection ({a.idle}) | processor s a GB, 1 and 64 streams |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, r in results.items():
        m = {k: statistics.median(v) for k, v in r.items()}
        idle = f"{m['idle']:.1f}" if "idle" in m else ""
        cpu = f"{m['cpu 1']:.2f}, {m['cpu 64']:.2f}" if "cpu 1" in m else ""
        print(f"| {name} | {m['1 streams']:.1f} | {m['8 streams']:.1f} | {m['64 streams']:.1f} | {m['connections']:.0f} | {m['p50']:.0f} | {m['p99']:.0f} | {idle} | {cpu} |")


main()
