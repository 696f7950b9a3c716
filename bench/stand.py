"""A server on SQLite with a local region in loopback mode beside it, and no nodes of its own; for benchmarks."""
import atexit, json, os, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.request

TOKEN = "administrator-of-the-bench"
REGION, SERVER = ("artifacts/bin/Postern.Region/release/Postern.Region", "artifacts/bin/Postern.Server/release/Postern.Server")

signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))   # so that what was started ends, too


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port, process):
    end = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end or process.poll() is not None:
                sys.exit(f"{sys.argv[0]}: nothing listens at 127.0.0.1:{port}")
            time.sleep(0.01)


def memory(process):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{process.pid}/status").read()).group(1)) / 1024


class Stand:
    """Starts both, and ends them with this process, however it ends: they read its end of a pipe."""

    def __init__(self, project, *region_arguments, **settings):
        folder = tempfile.mkdtemp(prefix="postern-bench-")
        aws, self.api, self.metrics = free_port(), free_port(), free_port()
        region = subprocess.Popen([REGION, "serve", "--data", folder + "/region", "--port", str(aws), "--mode", "loopback", *region_arguments],
                                  env=os.environ | {"POSTERN_STDIN_EOF": "1"}, stdin=subprocess.PIPE, stdout=open(folder + "/region.log", "w"), stderr=subprocess.STDOUT)
        atexit.register(lambda: (region.kill(), shutil.rmtree(folder, ignore_errors=True)))
        wait_for(aws, region)
        key = json.load(urllib.request.urlopen(urllib.request.Request(
            f"http://127.0.0.1:{aws}/_postern/credentials?principal=arn:aws:iam::210987654321:user/postern", headers={"X-Postern": "1"}, method="POST")))
        self.server = subprocess.Popen([SERVER], stdin=subprocess.PIPE, stdout=open(folder + "/server.log", "w"), stderr=subprocess.STDOUT, env=os.environ | {
            "Postern__Api__Url": f"http://127.0.0.1:{self.api}", "Postern__Data": folder + "/server", "Postern__Metrics__Url": f"http://127.0.0.1:{self.metrics}",
            "Postern__Aws__Endpoint": f"http://127.0.0.1:{aws}", "Postern__Aws__AccessKeyId": key["access_key_id"], "Postern__Aws__SecretAccessKey": key["secret_access_key"],
            "POSTERN_STDIN_EOF": "1", "Postern__Nodes__Local": "false", "Postern__Bootstrap__Project": project, "Postern__Bootstrap__AdminToken": TOKEN} | settings)
        atexit.register(self.server.kill)
        wait_for(self.api, self.server)
