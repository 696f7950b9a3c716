using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Postern.Cli.Tests;

public sealed class CheckTests
{
    private static readonly (string Authority, X509Certificate2 Server) Tls = Certificates("localhost");

    [Fact]
    public async Task Check_PostgresThatAnswers_IsFine()
    {
        using var listener = Listen();
        var serving = ServePostgresAsync(listener);

        var run = await CheckAsync("postgresql", "localhost", Port(listener), Tls.Authority);

        await serving;
        Assert.Equal("", run.Exit == 0 ? "" : run.Out + run.Error);
        Assert.Equal(["resolve ok", "connect ok", "tls name ok", "greeting ok"], Verdicts(run));
        Assert.Contains("PostgreSQL asks for a password", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "ours", "is not for 127.0.0.1")]
    [InlineData("localhost", "other", "is not signed by the file's authority")]
    [InlineData("localhost", "old", "is not valid today")]
    public async Task Check_CertificateThatVerifyingClientsRefuse_IsAWarning(string host, string kind, string evidence)
    {
        using var listener = Listen();
        var old = Certificates("localhost", until: new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var serving = ServePostgresAsync(listener, kind == "old" ? old.Server : Tls.Server);

        var run = await CheckAsync("postgresql", host, Port(listener), kind switch { "ours" => Tls.Authority, "old" => old.Authority, _ => Certificates("other").Authority });

        await serving;
        Assert.Equal(0, run.Exit);
        Assert.Contains("tls name warning", Verdicts(run));
        Assert.Contains(evidence, run.Out, StringComparison.Ordinal);
        Assert.Contains("next: pg ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NothingListens_IsBroken_WithAdvice()
    {
        using var listener = Listen();
        var port = Port(listener);
        listener.Stop();

        var run = await CheckAsync("https", "127.0.0.1", port, Tls.Authority);

        Assert.Equal(1, run.Exit);
        Assert.Equal(["resolve ok", "connect broken"], Verdicts(run));
        Assert.Contains("The component is switched off on this route, has no healthy target", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 1 addresses of my-pg cannot be used from here", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OtherProtocol_IsBroken()
    {
        using var listener = Listen();
        var serving = ServeAsync(listener, async stream => await stream.WriteAsync("SSH-2.0\r\n"u8.ToArray()));

        var run = await CheckAsync("postgresql", "localhost", Port(listener), Tls.Authority, "--timeout", "20");

        await serving;
        Assert.Contains("greeting", Verdicts(run)[^1], StringComparison.Ordinal);
        Assert.Equal(1, run.Exit);
    }

    [Fact]
    public async Task Check_NoSuchFile_NamesIt()
    {
        var run = await CliRun.RunAsync(new Dictionary<string, string>(), false, "check", "/nowhere/file");

        Assert.Equal(1, run.Exit);
        Assert.Contains("/nowhere/file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckFile_IsWhatTheControlPlaneHandsOut()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service/my-pg/check-file?route=privatelink", File(Tls.Authority, Target("pg", "localhost", 1, "postgresql")))
            .On("GET /v1/project/demo/service/my-pg/check-file?route=dynamic", File(Tls.Authority));

        var (file, empty) = (await CliRun.RunAsync(stub, "service", "check-file", "my-pg"), await CliRun.RunAsync(stub, "service", "check-file", "my-pg", "-r", "dynamic"));

        Assert.Equal("localhost", JsonNode.Parse(file.Out)!["targets"]![0]!["host"]!.GetValue<string>());
        Assert.Equal(1, empty.Exit);
        Assert.Contains("my-pg has nothing on route dynamic", empty.Error, StringComparison.Ordinal);
    }

    /// <summary>One broker sends its clients elsewhere, and one is not there at all: each is named.</summary>
    [Fact]
    public async Task Kafka_EachBrokerIsLookedAt()
    {
        using var right = Listen();
        using var wrong = Listen();
        using var silent = Listen();
        var gone = Port(silent);
        silent.Stop();
        string[] told = [$"localhost:{Port(right)}", $"localhost:{Port(wrong)}", $"localhost:{gone}"];
        var serving = Task.WhenAll(ServeKafkaAsync(right, told), ServeKafkaAsync(wrong, [told[0], "10.0.0.2:9092", told[2]]));

        var run = await CheckAsync(File(Tls.Authority, [.. told.Select((_, at) => Target("kafka", "localhost", int.Parse(told[at].Split(':')[1], CultureInfo.InvariantCulture), "kafka", at + 1))]));

        await serving;
        Assert.Equal(1, run.Exit);
        Assert.Equal(["resolve ok", "connect ok", "tls name ok", "greeting ok", "metadata ok", "resolve ok", "connect ok", "tls name ok", "greeting ok", "metadata broken", "resolve ok", "connect broken"], Verdicts(run));
        Assert.Contains("clients are sent to 3 brokers, each at its address in the file", run.Out, StringComparison.Ordinal);
        Assert.Contains("clients are sent to broker 2 at 10.0.0.2:9092, which the file does not have", run.Out, StringComparison.Ordinal);
        Assert.Contains($"2 of 3 addresses of my-pg cannot be used from here: kafka broker 2 {told[1]}, kafka broker 3 {told[2]}.", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A broker that wants SASL: without a user it is said to do so, with a wrong one to refuse it, and neither asks for its brokers.</summary>
    [Theory]
    [InlineData("", 0, "asks for a sign-in by SASL (PLAIN, SCRAM-SHA-512), as it should; this check has no user")]
    [InlineData("--username ann", 1, "refuses user ann: no")]
    public async Task KafkaBySasl_SaysWhatTheBrokerSays(string options, int exit, string words)
    {
        using var listener = Listen();
        var serving = ServeAsync(listener, async plain =>
        {
            await using var stream = new SslStream(plain);
            await stream.AuthenticateAsServerAsync(Tls.Server);
            byte[] offered = [0, 2, .. Text("PLAIN"), .. Text("SCRAM-SHA-512")];
            byte[][] answers = [[.. Int(18), 0, 0, .. Int(0)], [.. Int(17), 0, 33, 0, 0, .. offered], [.. Int(17), 0, 0, 0, 0, .. offered], [.. Int(36), 0, 58, .. Text("no"), .. Int(0)]];
            foreach (var answer in exit == 0 ? answers[..3] : answers)
            {
                await ReadRequestAsync(stream);
                await stream.WriteAsync((byte[])[.. Int(answer.Length), .. answer]);
            }
        });
        var target = JsonNode.Parse(Target("kafka", "localhost", Port(listener), "kafka", 1))!;
        target["kafka_authentication_method"] = "sasl";

        var run = await CheckAsync(File(Tls.Authority, target.ToJsonString()), ["--json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        await serving;
        Assert.Equal(exit, run.Exit);
        Assert.Contains(words, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("metadata", string.Join(' ', Verdicts(run)), StringComparison.Ordinal);
        Assert.Equal(exit == 0, run.Error.Contains("--username USER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Postgres_IpFilter_IsNamed()
    {
        using var listener = Listen();
        var error = "C28000\0Mno pg_hba.conf entry for host \"10.1.2.3\"\0\0"u8.ToArray();
        var serving = ServePostgresAsync(listener, Tls.Server, [(byte)'E', 0, 0, 0, (byte)(error.Length + 4), .. error]);

        var run = await CheckAsync("postgresql", "localhost", Port(listener), Tls.Authority);

        await serving;
        Assert.Equal(1, run.Exit);
        Assert.Contains("`ip_filter` has to let this address in", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--client-cert", "x", "--client-cert and --client-key go together")]
    [InlineData("--format", "{target} {nothing}", "--format names `nothing`")]
    public async Task Check_WrongOption_SaysWhatIsRight(string option, string value, string error)
    {
        using var listener = Listen();
        var (port, _) = (Port(listener), 0);
        listener.Stop();

        var run = await CheckAsync(File(Tls.Authority, Target("pg", "127.0.0.1", port, "tcp")), option, value);

        Assert.Equal(2, run.Exit);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    private static string Target(string component, string host, int port, string protocol, int? broker = null) =>
        new JsonObject { ["component"] = component, ["host"] = host, ["port"] = port, ["protocol"] = protocol, ["broker"] = broker, ["privatelink_connection_id"] = "plc1", ["vpc_endpoint_id"] = "vpce-1" }.ToJsonString();

    private static string File(string authority, params string[] targets) =>
        new JsonObject { ["service"] = "my-pg", ["route"] = "privatelink", ["ca"] = authority, ["targets"] = new JsonArray([.. targets.Select(t => JsonNode.Parse(t))]) }.ToJsonString();

    private static Task<CliRun> CheckAsync(string protocol, string host, int port, string authority, params string[] more) =>
        CheckAsync(File(authority, Target("pg", host, port, protocol)), ["--json", .. more]);

    private static Task<CliRun> CheckAsync(string file) => CheckAsync(file, "--json");

    private static async Task<CliRun> CheckAsync(string file, params string[] more)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "check.json");
        await System.IO.File.WriteAllTextAsync(path, file, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await Cli.RunAsync(["check", path, .. more], new CliContext(output, error, new Dictionary<string, string> { ["POSTERN_CHECK_PASSWORD"] = "word" }), TestContext.Current.CancellationToken);
        return new CliRun(exit, output.ToString(), error.ToString());
    }

    private static List<string> Verdicts(CliRun run) => [.. JsonNode.Parse(run.Out)!.AsArray().Select(f => $"{f!["check"]} {f["verdict"]}")];

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task ServeAsync(TcpListener listener, Func<Stream, Task> talk)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await talk(client.GetStream());
    }

    private static Task ServePostgresAsync(TcpListener listener) => ServePostgresAsync(listener, Tls.Server, "R"u8.ToArray());

    private static Task ServePostgresAsync(TcpListener listener, X509Certificate2 certificate) => ServePostgresAsync(listener, certificate, "R"u8.ToArray());

    private static Task ServePostgresAsync(TcpListener listener, X509Certificate2 certificate, byte[] answer) => ServeAsync(listener, async plain =>
    {
        await plain.ReadExactlyAsync(new byte[8]);
        await plain.WriteAsync("S"u8.ToArray());
        await using var stream = new SslStream(plain);
        await stream.AuthenticateAsServerAsync(certificate);
        await ReadRequestAsync(stream, includingLength: true);
        await stream.WriteAsync(answer);
    });

    /// <summary>Tells where brokers 1, 2, … are, to whoever asks.</summary>
    private static Task ServeKafkaAsync(TcpListener listener, string[] brokers) => ServeAsync(listener, async plain =>
    {
        await using var stream = new SslStream(plain);
        await stream.AuthenticateAsServerAsync(Tls.Server);
        await ReadRequestAsync(stream);
        await stream.WriteAsync(new byte[] { 0, 0, 0, 10, 0, 0, 0, 18, 0, 0, 0, 0, 0, 0 });
        await ReadRequestAsync(stream);
        byte[] list = [.. brokers.SelectMany((broker, at) => (byte[])[.. Int(at + 1), 0, (byte)broker.Split(':')[0].Length, .. Encoding.ASCII.GetBytes(broker.Split(':')[0]), .. Int(int.Parse(broker.Split(':')[1], CultureInfo.InvariantCulture)), 255, 255])];
        byte[] answer = [.. Int(3), .. Int(brokers.Length), .. list, .. Int(1), .. Int(0)];
        await stream.WriteAsync((byte[])[.. Int(answer.Length), .. answer]);
    });

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static async Task ReadRequestAsync(Stream stream, bool includingLength = false)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - (includingLength ? 4 : 0)]);
    }

    private static (string Authority, X509Certificate2 Server) Certificates(string name, DateTimeOffset? until = null)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UnixEpoch, until ?? DateTimeOffset.UnixEpoch.AddYears(200));
        var authorityRequest = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(from, to);
        var request = new CertificateRequest($"CN={name}", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, from, to, [1, 2, 3]);
        using var withKey = signed.CopyWithPrivateKey(serverKey);
        return (authority.ExportCertificatePem(), X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }
}
