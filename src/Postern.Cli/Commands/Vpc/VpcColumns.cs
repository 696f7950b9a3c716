namespace Postern.Cli.Commands.Vpc;

internal static class VpcColumns
{
    public static IReadOnlyList<string> For(ApiCall call) => call.Verbose
        ? ["project_vpc_id", "cloud_name", "network_cidr", "state", "create_time", "update_time"]
        : ["project_vpc_id", "cloud_name", "network_cidr", "state"];
}
