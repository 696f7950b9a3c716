using Postern.Cli.Local;

namespace Postern.Cli.Tests;

/// <summary>`up` with scripts in place of region and server: they say how they were started and then live as long as their standard input.</summary>
public sealed class UpTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder _folder = new();
    private readonly Fifo _region;
    private readonly Fifo _server;
    private readonly Dictionary<string, string> _environment;
    private readonly int _apiPort;
    private readonly int _awsPort;

    public UpTests()
    {
        (_apiPort, _awsPort) = Ports.Choose();
        _region = new Fifo(_folder.Path + "/region.fifo");
        _server = new Fifo(_folder.Path + "/server.fifo");
        _environment = new Dictionary<string, string>
        {
            ["POSTERN_REGION_BIN"] = _folder.Script("region", $"echo \"$$ $POSTERN_STDIN_EOF $* $POSTERN_DNS_KEY\" >{_folder.Path}/region.fifo; exec cat"),
            ["POSTERN_SERVER_BIN"] = _folder.Script("server", $"(echo $$; env | grep ^Postern__) >{_folder.Path}/server.fifo; exec cat"),
        };
    }

    private string Data => _folder.Path + "/data";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Up_StartsBoth_WritesEnv_RestartsWhatDies_StopsEverything()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new LineWriter();
        var up = Up(output, TextWriter.Null, stop.Token);

        var region = (await _region.ReadAsync()).Trim().Split(' ');
        Assert.Equal(["1", "serve", "--data", $"{Data}/region", "--port", $"{_awsPort}", "--latency", "fast"], region[1..^1]);
        await using var aws = StubRegion();
        var server = (await _server.ReadAsync()).Trim().Split('\n');
        await using var api = new StubServer(_apiPort).On("GET /readyz", "{}");
        Assert.StartsWith("ready    project demo, region in root mode", await output.WaitForAsync("ready"), StringComparison.Ordinal);

        var settings = server.Skip(1).ToDictionary(line => line[..line.IndexOf('=', StringComparison.Ordinal)], line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        Assert.Equal("provider-key", settings["Postern__Aws__AccessKeyId"]);
        Assert.Equal(region[^1], settings["Postern__Dns__Key"]);
        Assert.Equal($"127.0.0.1:{_awsPort}", settings["Postern__Dns__Server"]);
        CheckEnv(settings);

        Posix.Signal(int.Parse(region[0], System.Globalization.CultureInfo.InvariantCulture), 9);
        Assert.StartsWith("region ended with status 137; it is started again in 0.5 s", await output.WaitForAsync("region ended"), StringComparison.Ordinal);
        var again = (await _region.ReadAsync()).Trim().Split(' ')[0];
        Assert.NotEqual(region[0], again);

        await stop.CancelAsync();
        Assert.Equal(0, await up.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists($"/proc/{again}"));
        Assert.False(Directory.Exists($"/proc/{server[0]}"));
    }

    [Fact]
    public async Task Up_OnAFolderInUse_NamesTheProcess()
    {
        using var data = DataDirectory.Open(Data);
        using var error = new StringWriter();

        var exit = await Up(TextWriter.Null, error, TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        Assert.Contains($"runs on {Data} already (process {Environment.ProcessId})", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_PortTaken_NamesPortAndOption()
    {
        await using var other = new StubServer(_apiPort);
        using var error = new StringWriter();

        var exit = await Up(TextWriter.Null, error, TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        Assert.Contains($"Port {_apiPort} of 127.0.0.1 is in use by another program. Stop it, or choose another with --api-port", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_RegionThatCannotStart_ShowsTheLastLineOfItsLog()
    {
        _environment["POSTERN_REGION_BIN"] = _folder.Script("broken", "echo 'no user namespaces here' >&2; exit 4");
        using var output = new LineWriter();
        using var error = new StringWriter();

        var exit = await Up(output, error, TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        Assert.Contains("The region ended 3 times while starting.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("no user namespaces here", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_ProgramMissing_SaysWhatToStart()
    {
        _environment["POSTERN_REGION_BIN"] = "/no/such/region";
        using var error = new StringWriter();

        Assert.Equal(1, await Up(TextWriter.Null, error, TestContext.Current.CancellationToken));
        Assert.Contains("not at /no/such/region. Start Postern with ./postern", error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Up(TextWriter output, TextWriter error, CancellationToken cancellationToken) => Cli.RunAsync(
        ["up", "--data", Data, "--api-port", $"{_apiPort}", "--aws-port", $"{_awsPort}"], new CliContext(output, error, _environment), cancellationToken);

    private StubServer StubRegion() => new StubServer(_awsPort)
        .On("GET /_postern/health", """{"status":"ready","mode":"root"}""")
        .On("GET /_postern/provider-principal", """{"arn":"provider"}""")
        .On("POST /_postern/credentials?principal=provider", """{"access_key_id":"provider-key","secret_access_key":"s1","region":"eu-west-1"}""")
        .On($"POST /_postern/credentials?principal={Uri.EscapeDataString(LocalStack.Customer)}", """{"access_key_id":"customer-key","secret_access_key":"s2","region":"eu-west-1"}""");

    private void CheckEnv(Dictionary<string, string> settings)
    {
        var token = settings["Postern__Bootstrap__AdminToken"];
        var env = EnvFile.Read(Data + "/env").ToList();
        Assert.Equal(
            ["POSTERN_URL", "POSTERN_TOKEN", "POSTERN_RO_TOKEN", "POSTERN_PROJECT", "POSTERN_CLOUD", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "POSTERN_CONSOLE"],
            env.Select(v => v.Name));
        Assert.Contains(("POSTERN_TOKEN", token), env);
        Assert.Contains(("POSTERN_RO_TOKEN", settings["Postern__Bootstrap__ReadOnlyToken"]), env);
        Assert.Contains(("POSTERN_CLOUD", "aws-eu-west-1"), env);
        Assert.Contains(("AWS_ACCESS_KEY_ID", "customer-key"), env);
        Assert.Contains(("POSTERN_CONSOLE", $"http://127.0.0.1:{_apiPort}/console/#token={token}"), env);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Data + "/env"));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Data + "/secrets.json"));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
    }
}
