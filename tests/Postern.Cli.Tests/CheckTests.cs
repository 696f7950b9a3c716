using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Postern.Cli.Checks;

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
    [InlineData("127.0.0.1", true, "is not for 127.0.0.1")]
    [InlineData("localhost", false, "is not signed by the file's authority")]
    public async Task Check_CertificateOfSomebodyElse_IsAWarning(string host, bool rightAuthority, string evidence)
    {
        using var listener = Listen();
        var serving = ServePostgresAsync(listener);

        var run = await CheckAsync("postgresql", host, Port(listener), rightAuthority ? Tls.Authority : Certificates("other").Authority);

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
        Assert.Contains("Refused: the component is switched off", run.Error, StringComparison.Ordinal);
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
    public async Task CheckFile_HasTheRoutesAddresses_AndNoSecret()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service/my-pg", Answers.Service()).On("GET /v1/project/demo/kms/ca", """{"certificate":"PEM"}""");

        var run = await CliRun.RunAsync(stub, "service", "check-file", "my-pg");

        var file = JsonNode.Parse(run.Out)!;
        Assert.Equal(["privatelink-1-my-pg-demo.postern.internal", "privatelink-2-my-pg-demo.postern.internal"], file["targets"]!.AsArray().Select(t => t!["host"]!.GetValue<string>()));
        Assert.Equal("postgresql", file["targets"]![0]!["protocol"]!.GetValue<string>());
        Assert.DoesNotContain("pw-1", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_TellsItsBrokers()
    {
        using var listener = Listen();
        var serving = ServeAsync(listener, async plain =>
        {
            await using var stream = new SslStream(plain);
            await stream.AuthenticateAsServerAsync(Tls.Server);
            await ReadRequestAsync(stream);
            await stream.WriteAsync(new byte[] { 0, 0, 0, 10, 0, 0, 0, 18, 0, 0, 0, 0, 0, 0 });
            await ReadRequestAsync(stream);
            await stream.WriteAsync(new byte[] { 0, 0, 0, 30, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 2, (byte)'b', (byte)'1', 0, 0, 0x23, 0x84, 255, 255, 0, 0, 0, 1, 0, 0, 0, 0 });
        });

        var run = await CheckAsync("kafka", "localhost", Port(listener), Tls.Authority);

        await serving;
        Assert.Contains("its brokers call themselves b1:9092", run.Out, StringComparison.Ordinal);
    }

    private static async Task<CliRun> CheckAsync(string protocol, string host, int port, string authority, params string[] more)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "check.json");
        await File.WriteAllTextAsync(path, new CheckFile("my-pg", authority, [new CheckTarget("pg", host, port, protocol)]).ToJson().ToJsonString(), TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await Cli.RunAsync(["check", path, "--json", .. more], new CliContext(output, error, new Dictionary<string, string>()), TestContext.Current.CancellationToken);
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

    private static Task ServePostgresAsync(TcpListener listener) => ServeAsync(listener, async plain =>
    {
        await plain.ReadExactlyAsync(new byte[8]);
        await plain.WriteAsync("S"u8.ToArray());
        await using var stream = new SslStream(plain);
        await stream.AuthenticateAsServerAsync(Tls.Server);
        await ReadRequestAsync(stream, includingLength: true);
        await stream.WriteAsync("R"u8.ToArray());
    });

    private static async Task ReadRequestAsync(Stream stream, bool includingLength = false)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length);
        await stream.ReadExactlyAsync(new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length) - (includingLength ? 4 : 0)]);
    }

    private static (string Authority, X509Certificate2 Server) Certificates(string name)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
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
