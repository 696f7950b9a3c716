using System.Globalization;

namespace Postern.Cli.Demo.Steps;

internal static class QueryStep
{
    public static readonly DemoStep Step = new(
        "The customer connects over private addresses",
        "From an instance in the customer's VPC. The host resolves to the endpoint's addresses in the customer's own range; the server\nreports its own address, in the provider's VPC. The two never met: the endpoint carries the bytes across.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var host = new Uri(run.PrivateUri).Host;
        var resolved = (await run.Postern.ExecAsync(run.CustomerVpc, ["getent", "ahostsv4", host], cancellationToken)).RequireSuccess();
        var addresses = resolved.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Distinct().ToList();
        DemoRun.Expect(addresses.Count > 0 && addresses.TrueForAll(InRange), $"addresses in {DemoRun.Range}", string.Join(", ", addresses));
        run.Screen.Fact("host resolves to", $"{string.Join(", ", addresses)} (the endpoint, in {run.CustomerVpc})");

        var start = run.Screen.Elapsed;
        var output = (await run.Postern.ExecAsync(run.CustomerVpc,
        [
            "psql", run.PrivateUri, "-Atq", "-c", "show server_version", "-c", "select inet_server_addr()",
            "-c", $"create table visitors as select generate_series(1, {DemoRun.Rows}) as id", "-c", "select id from visitors order by id",
        ], cancellationToken)).RequireSuccess().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        DemoRun.Expect(output.Length == DemoRun.Rows + 2, $"{DemoRun.Rows} rows, a version and an address", $"{output.Length} lines");
        DemoRun.Expect(InRange(output[1]), $"a server address in {DemoRun.Range}", output[1]);
        DemoRun.Expect(output[^1] == DemoRun.Rows.ToString(CultureInfo.InvariantCulture), $"the last row to be {DemoRun.Rows}", output[^1]);
        run.Screen.Fact("PostgreSQL", output[0]);
        run.Screen.Fact("server says it is", $"{output[1]} (the node, in {run.ProviderVpc})");
        run.Screen.Fact("rows", $"{DemoRun.Rows:N0} written and read back through the endpoint, in {(run.Screen.Elapsed - start).TotalSeconds:0.0} s");
    }

    private static bool InRange(string address) => address.StartsWith("10.1.2.", StringComparison.Ordinal);
}
