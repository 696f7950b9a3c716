using System.Globalization;

namespace Postern.Cli.Demo.Steps;

internal static class DynamicRouteStep
{
    public static readonly DemoStep Step = new(
        "Same database, same credentials, other route",
        "The dynamic route is the way from inside the project VPC. Only the host differs: user, password and data are the same.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var uri = (await run.Postern.RunAsync(["service", "connection-info", "pg", "uri", run.Service], cancellationToken)).RequireSuccess().Trim();
        var (dynamic, link) = (new Uri(uri), new Uri(run.PrivateUri));
        DemoRun.Expect(dynamic.UserInfo == link.UserInfo, "the same user and password on both routes", "different ones");
        DemoRun.Expect(dynamic.Host != link.Host, "another host on each route", $"{dynamic.Host} on both");
        var count = (await run.Postern.ExecAsync(run.ProviderVpc, ["psql", uri, "-Atc", "select count(*) from visitors"], cancellationToken)).RequireSuccess().Trim();
        DemoRun.Expect(count == DemoRun.Rows.ToString(CultureInfo.InvariantCulture), $"{DemoRun.Rows} rows", count);
        run.Screen.Fact("dynamic host", dynamic.Host);
        run.Screen.Fact("privatelink host", link.Host);
        run.Screen.Fact("rows", $"{DemoRun.Rows:N0} on both");
    }
}
