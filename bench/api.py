"""Measures the region's API beside moto's; see bench/api."""
import argparse, atexit, http.client, json, os, shutil, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.request
import boto3, botocore.auth, botocore.awsrequest, botocore.credentials
from stand import free_port, wait_for

REGION, PORT = "eu-west-1", 9000


class Server:
    """One of the servers, and a client that costs next to nothing: each request is signed once and sent as bytes on one connection."""

    def __init__(self, command, port):
        self.command, self.port = command, port
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(self.process.kill)
        wait_for(self.port, self.process)

    def client(self, service, key, secret):
        return boto3.client(service, REGION, endpoint_url=f"http://127.0.0.1:{self.port}", aws_access_key_id=key, aws_secret_access_key=secret)

    def raw(self, body, key, secret):
        request = botocore.awsrequest.AWSRequest("POST", f"http://127.0.0.1:{self.port}/", {"Content-Type": "application/x-www-form-urlencoded"}, body)
        botocore.auth.SigV4Auth(botocore.credentials.Credentials(key, secret), "ec2", REGION).add_auth(request)
        connection, headers = http.client.HTTPConnection("127.0.0.1", self.port), dict(request.headers)

        def send():
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                sys.exit(f"bench/api: {answer.status} {content[:300]}")
            return content
        return send


def network(ec2, number):
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return vpc, ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/18", AvailabilityZone=REGION + "a")["Subnet"]["SubnetId"]


def service(server, key, secret):
    """An endpoint service that everybody may use, behind a load balancer with a listener."""
    ec2, elb = server.client("ec2", key, secret), server.client("elbv2", key, secret)
    vpc, subnet = network(ec2, 0)
    balancer = elb.create_load_balancer(Name="bench", Type="network", Scheme="internal", Subnets=[subnet])["LoadBalancers"][0]["LoadBalancerArn"]
    group = elb.create_target_group(Name="bench", Protocol="TCP", Port=PORT, VpcId=vpc, TargetType="ip")["TargetGroups"][0]["TargetGroupArn"]
    elb.create_listener(LoadBalancerArn=balancer, Protocol="TCP", Port=PORT, DefaultActions=[{"Type": "forward", "TargetGroupArn": group}])
    made = ec2.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[balancer], AcceptanceRequired=False)["ServiceConfiguration"]
    ec2.modify_vpc_endpoint_service_permissions(ServiceId=made["ServiceId"], AddAllowedPrincipals=["*"])
    return made["ServiceName"]


def measure(server, key, secret, count, seconds):
    """Milliseconds of one CreateVpcEndpoint (mean), of one DescribeVpcEndpoints over all of them again and again, and of one right after a change (medians)."""
    name, (vpc, subnet) = service(server, key, secret), network(server.client("ec2", key, secret), 1)
    create = server.raw(f"Action=CreateVpcEndpoint&Version=2016-11-15&VpcEndpointType=Interface&VpcId={vpc}&ServiceName={name}&SubnetId.1={subnet}&PrivateDnsEnabled=false", key, secret)
    create()   # warms up
    start = time.perf_counter()
    for _ in range(count - 1):
        create()
    created = (time.perf_counter() - start) / (count - 1) * 1e3
    describe, times = server.raw("Action=DescribeVpcEndpoints&Version=2016-11-15", key, secret), []
    found = describe().count(b"<vpcEndpointId>")
    if found != count:
        sys.exit(f"bench/api: {found} endpoints described of {count}")
    time.sleep(2)   # until what was created has become available
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(times) < 3:
        times.append(timed(describe))
    tag, changed = server.raw(f"Action=CreateTags&Version=2016-11-15&ResourceId.1={vpc}&Tag.1.Key=bench&Tag.1.Value=x", key, secret), []
    for _ in range(5):
        tag()
        changed.append(timed(describe))
    return created, statistics.median(times), statistics.median(changed)


def timed(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1e3


def listening(pid, port, known):
    """How many network namespaces of a process have a socket that listens at the port on an address of its own."""
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            space = os.readlink(f"/proc/{pid}/task/{task}/ns/net")
            if space not in known and f":{port:04X} 00000000:0000 0A" in open(f"/proc/{pid}/task/{task}/net/tcp").read():
                known.add(space)
        except OSError:
            pass
    return len(known)


def comeback(server, key, secret, count):
    """Seconds from the start of the process until all VPCs of a region that was killed have their endpoints' sockets open again."""
    ec2, name = server.client("ec2", key, secret), service(server, key, secret)
    for i in range(count):
        vpc, subnet = network(ec2, i)
        ec2.create_vpc_endpoint(VpcEndpointType="Interface", VpcId=vpc, ServiceName=name, SubnetIds=[subnet])
    wait_until(lambda: listening(server.process.pid, PORT, set()) > count)   # the endpoints' VPCs and the load balancer's
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    start, known = time.perf_counter(), set()
    server.start()
    wait_until(lambda: listening(server.process.pid, PORT, known) > count)
    return time.perf_counter() - start


def wait_until(holds):
    end = time.monotonic() + 120
    while not holds():
        if time.monotonic() > end:
            sys.exit("bench/api: not all endpoints came up within two minutes")
        time.sleep(0.02)


def region(program, folder):
    port = free_port()
    server = Server([program, "serve", "--data", folder, "--port", str(port), "--region", REGION, "--quota", "endpoints-per-vpc=100000"], port)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/_postern/credentials?principal=arn:aws:iam::012345678901:root", method="POST", headers={"X-Postern": "1"})
    answer = json.load(urllib.request.urlopen(request))
    return server, answer["access_key_id"], answer["secret_access_key"]


def main():
    a = argparse.ArgumentParser(prog="bench/api")
    a.add_argument("program")
    a.add_argument("--endpoints", type=int, default=1000)
    a.add_argument("--vpcs", type=int, default=100)
    a.add_argument("--seconds", type=float, default=5)
    a = a.parse_args()
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    rows = {}
    server, key, secret = region(a.program, os.path.join(folder, "one"))
    rows["Postern"] = measure(server, key, secret, a.endpoints, a.seconds)
    server.process.kill()
    if shutil.which("moto_server"):
        port = free_port()
        moto = Server(["moto_server", "-p", str(port)], port)
        rows["moto_server"] = measure(moto, "x", "x", a.endpoints, a.seconds)
        moto.process.kill()
    print(f"{os.cpu_count()} cores, Linux {os.uname().release}; load at the end {os.getloadavg()[0]:.1f}\n")
    print(f"| | CreateVpcEndpoint, ms | DescribeVpcEndpoints over {a.endpoints}, ms | after a change, ms |\n| --- | --- | --- | --- |")
    for name, (created, described, changed) in rows.items():
        print(f"| {name} | {created:.2f} | {described:.1f} | {changed:.1f} |")
    if "moto_server" in rows:
        print("| times faster | " + " | ".join(f"{theirs / ours:.1f}" for theirs, ours in zip(rows["moto_server"], rows["Postern"])) + " |")
    server, key, secret = region(a.program, os.path.join(folder, "two"))
    print(f"\n{a.vpcs} VPCs with an endpoint each are back {comeback(server, key, secret, a.vpcs):.1f} s after the start of a region that was killed.")


main()
