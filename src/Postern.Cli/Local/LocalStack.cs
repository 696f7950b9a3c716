using Postern.Cli.Api;

namespace Postern.Cli.Local;

/// <summary>A region and a server that run as children of this process: region first, then keys, then the server.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    public const string Customer = "arn:aws:iam::012345678901:user/mwf";
    public const string Project = "demo";
    private readonly SupervisedProcess _region;
    private SupervisedProcess? _server;

    private LocalStack(SupervisedProcess region) => _region = region;

    /// <summary>What <c>DIR/env</c> exports.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; private set; } = [];

    public string RegionMode { get; private set; } = "";

    public string ConsoleUrl => Variables.First(v => v.Name == "POSTERN_CONSOLE").Value;

    public static async Task<LocalStack> StartAsync(LocalOptions options, DataDirectory data, CliContext context, TextWriter notices, CancellationToken cancellationToken)
    {
        var patience = data.WasKilled ? TimeSpan.FromSeconds(15) : TimeSpan.Zero;
        await Ports.RequireFreeAsync(options.AwsPort, udp: true, "--aws-port", patience, context.Clock, cancellationToken);
        await Ports.RequireFreeAsync(options.ApiPort, udp: false, "--api-port", patience, context.Clock, cancellationToken);
        var specs = new LocalSpecs(options, data, Secrets.LoadOrCreate(data.SecretsPath), context.Variable);
        var regionSpec = specs.Region();
        var stack = new LocalStack(SupervisedProcess.Start(regionSpec, notices, context.Clock));
        try
        {
            await Health.WaitAsync(stack._region, regionSpec, $"{options.AwsUrl}/_postern/health", context.Clock, cancellationToken);
            using var region = new RegionClient(options.AwsUrl, context.Clock);
            stack.RegionMode = (await region.HealthAsync(cancellationToken)).Text("mode") ?? "unknown";
            var provider = AwsKeys.Parse(await region.CredentialsAsync(await region.ProviderPrincipalAsync(cancellationToken), cancellationToken));
            var customer = AwsKeys.Parse(await region.CredentialsAsync(Customer, cancellationToken));

            var serverSpec = specs.Server(provider);
            stack._server = SupervisedProcess.Start(serverSpec, notices, context.Clock);
            await Health.WaitAsync(stack._server, serverSpec, $"{options.ApiUrl}/readyz", context.Clock, cancellationToken);
            stack.Variables = specs.Variables(customer);
            PrivateFile.Write(data.EnvPath, EnvFile.Write(stack.Variables));
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Server first: it must not see its region vanish.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        await _region.DisposeAsync();
    }
}
