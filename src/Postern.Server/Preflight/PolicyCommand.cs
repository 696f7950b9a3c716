using Amazon;
using Postern.Server.Reconcile;

namespace Postern.Server.Preflight;

/// <summary><c>server policy [--account ACCOUNT]</c>: what the server's credentials must be allowed. Asks nobody, so it comes before the credentials.</summary>
internal static class PolicyCommand
{
    private const int AccountLength = 12;

    /// <returns>0, or 2 where the line was not understood.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var account = args switch { [] => "*", ["--account", var id] => id, _ => "" };
        if (account != "*" && (account.Length != AccountLength || !account.All(char.IsAsciiDigit)))
        {
            await error.WriteLineAsync(args is ["--account", _] ? $"'{account}' is not an AWS account. Give its 12 digits, such as 123456789012." : "Usage: server policy [--account ACCOUNT]");
            return 2;
        }

        var region = services.GetRequiredService<AwsOptions>().Region;
        await output.WriteLineAsync(new IamPolicy(RegionEndpoint.GetBySystemName(region).PartitionName, region, account, services.GetRequiredService<DnsOptions>().HostedZone).ToString());
        return 0;
    }
}
