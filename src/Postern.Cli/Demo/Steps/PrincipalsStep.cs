using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Demo.Steps;

internal static class PrincipalsStep
{
    private const string Partner = "arn:aws:iam::111122223333:root";

    public static readonly DemoStep Step = new(
        "The provider changes the list of principals",
        "An update replaces the list, so that the first customer is named again beside the new one. Open connections stay.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        string[] wanted = [LocalStack.Customer, Partner];
        string[] update = ["service", "privatelink", "aws", "update", "--principal", wanted[0], "--principal", wanted[1], run.Service];
        (await run.Postern.RunAsync(update, cancellationToken)).RequireSuccess();
        var link = await run.Postern.JsonAsync(["service", "privatelink", "aws", "get", run.Service], cancellationToken);
        var listed = link.List("principals").Select(p => p!.GetValue<string>()).ToList();
        DemoRun.Expect(listed.ToHashSet().SetEquals(wanted), "both principals in Postern", string.Join(", ", listed));
        await run.Screen.UntilAsync("both principals in AWS", DemoRun.Patience, async cancellationToken =>
        {
            var allowed = (await run.Provider.Query.AskAsync("ec2", "DescribeVpcEndpointServicePermissions", "principal", ("ServiceId", run.EndpointServiceId), cancellationToken))
                .Order(StringComparer.Ordinal).ToList();
            return (allowed.ToHashSet().SetEquals(wanted), $"AWS allows {string.Join(", ", allowed)}");
        }, cancellationToken);
        var answer = (await run.Postern.ExecAsync(run.CustomerVpc, ["psql", run.PrivateUri, "-Atc", "select 1"], cancellationToken)).RequireSuccess().Trim();
        DemoRun.Expect(answer == "1", "the customer's connection to work on", answer);
        run.Screen.Fact("the customer", "is still served");
    }
}
