using System.CommandLine;

namespace Postern.Cli.Commands;

/// <summary>Commands that other binaries are; here for help only, because Program.cs hands them over before anything is parsed.</summary>
internal static class PassThroughCommands
{
    public static Command RegionServe() => new("serve", "Run a local AWS region: --data DIR --port PORT …");
    public static Command RegionRelay() => new("relay", "Run one relay: --listen IP:PORT --to IP:PORT [--proxy-v2 VPCE] [--drain SECONDS] [--take-over]");
    public static Command Gateway() => new("gateway", "Carry Kafka connections, with brokers' addresses rewritten to the route they came on: --config FILE");
    public static Command Server() => new("server", "Run the control plane; `server doctor` checks AWS and the database, `server policy` prints the IAM policy that it needs, `server database` shows or moves its tables");
}
