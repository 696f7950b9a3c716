"""First load and open pages of the console; see bench/console."""
import atexit, http.client, json, os, shutil, socket, statistics, subprocess, sys, tempfile, time, urllib.request
from stand import TOKEN, Stand, memory

PAGES, LOADS = int(sys.argv[1]), 7
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe"]
SHOWN = """new Promise(done => { const look = () => document.body?.innerText.includes('No services yet') ? done(performance.now()) : setTimeout(look, 5); look(); })"""


class Browser:
    """Chromium with an empty profile, spoken to through a pipe: https://chromedevtools.github.io/devtools-protocol"""

    def __init__(self):
        self.folder, self.calls, self.bytes, self.rest = tempfile.mkdtemp(prefix="postern-chromium-"), 0, 0, b""
        theirs, ours = os.pipe(), os.pipe()
        self.out, self.inn = theirs[1], ours[0]
        saved = [os.dup(theirs[0]), os.dup(ours[1])]     # out of the way of 3 and 4, which chromium reads and writes

        def place():
            os.dup2(saved[0], 3), os.dup2(saved[1], 4)

        self.process = subprocess.Popen(["chromium", *FLAGS, "--user-data-dir=" + self.folder], preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        [os.close(fd) for fd in (theirs[0], ours[1], *saved)]
        atexit.register(self.end)

    def call(self, method, session=None, **parameters):
        self.calls += 1
        os.write(self.out, json.dumps({"id": self.calls, "method": method, "params": parameters} | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            message = self.read()
            if message.get("method") == "Network.loadingFinished":
                self.bytes += message["params"]["encodedDataLength"]
            if message.get("id") == self.calls:
                return message["result"]

    def read(self):
        while b"\0" not in self.rest:
            self.rest += os.read(self.inn, 1 << 16)
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def close(self):
        self.call("Browser.close")
        self.end()

    def end(self):
        atexit.unregister(self.end)
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def first_load(link):
    browser = Browser()
    session = browser.call("Target.attachToTarget", targetId=browser.call("Target.createTarget", url="about:blank")["targetId"], flatten=True)["sessionId"]
    browser.call("Network.enable", session), browser.call("Page.enable", session)
    browser.call("Page.navigate", session, url=link)
    shown = browser.call("Runtime.evaluate", session, expression=SHOWN, awaitPromise=True)["result"]["value"]
    size = browser.bytes
    browser.close()
    return shown, size / 1024


def heap():
    text = urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics").read().decode()
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith("system_runtime_dotnet_gc_last_collection_heap_size{")) / 2**20


def ask(path, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", api_port)
    connection.request(method, path, body and json.dumps(body), {"Authorization": "aivenv1 " + TOKEN, "Content-Type": "application/json"})
    return connection.getresponse().read()


def page():
    """What an open page asks for, and its stream, which stays."""
    for path in ("/v1/me", "/v1/project/demo/service?limit=25&offset=0"):
        ask(path)
    stream = socket.create_connection(("127.0.0.1", api_port))
    stream.sendall(f"GET /v1/project/demo/changes HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: aivenv1 {TOKEN}\r\nAccept: text/event-stream\r\n\r\n".encode())
    assert b"200 OK" in stream.recv(4096)
    return stream


def news(streams):
    """Something changes; every page hears of it and asks again."""
    [stream.setblocking(False) for stream in streams]
    ask("/v1/project/demo/vpcs", "POST", {"cloud_name": "aws-eu-west-1", "network_cidr": f"10.{news.count}.0.0/20", "peering_connections": []})
    news.count += 1
    time.sleep(3)
    heard = 0
    for stream in streams:
        try:
            heard += b"vpcs" in stream.recv(1 << 16)
        except BlockingIOError:
            pass
        ask("/v1/project/demo/vpcs")
    return heard


news.count = 1
stand = Stand("demo")
server, api_port, metrics = stand.server, stand.api, stand.metrics

loads = [first_load(f"http://127.0.0.1:{api_port}/console/#token={TOKEN}") for _ in range(LOADS)]
times, sizes = zip(*loads)

rows = []


def note(when):
    """Requests that leave nothing make collections happen, so that the heap is what is held."""
    for _ in range(1000):
        ask("/v1/project/demo/vpcs")
    rows.append((when, memory(server), heap()))


note("no page yet")
streams = [page() for _ in range(PAGES)]
note(f"{PAGES} pages open")
heard = news(streams)
note(f"after news for all of them ({heard} heard)")
[stream.close() for stream in streams]
time.sleep(15)                                           # streams notice at the next sign of life
note("all closed")
streams = [page() for _ in range(PAGES)]
note(f"{PAGES} pages open again")

print("| first load, median | best | worst | transferred, KiB |\n| --- | --- | --- | --- |")
print(f"| {statistics.median(times):.0f} ms | {min(times):.0f} | {max(times):.0f} | {statistics.median(sizes):.0f} |\n")
print("| | server's memory, MiB | of it held on the managed heap |\n| --- | --- | --- |")
for when, rss, held in rows:
    print(f"| {when} | {rss:.1f} | {held:.1f} |")
print(f"\nload {os.getloadavg()[0]:.1f}", file=sys.stderr)
