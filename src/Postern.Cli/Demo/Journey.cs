using Postern.Cli.Demo.Steps;

namespace Postern.Cli.Demo;

/// <summary>The journey of a PrivateLink, one step after the other; stops at the first that does not hold.</summary>
internal static class Journey
{
    private static readonly IReadOnlyList<DemoStep> Lasting =
    [
        ProjectVpcStep.Step, ServiceStep.Step, PrivateLinkStep.Step, StrangerStep.Step, EndpointStep.Step, ConnectionStep.Step,
        AccessStep.Step, QueryStep.Step, DynamicRouteStep.Step, NoEndpointStep.Step, PrincipalsStep.Step,
    ];

    /// <summary>Without the deletion there is something left to look at.</summary>
    public static IReadOnlyList<DemoStep> Steps(bool deletes) => deletes ? [.. Lasting, DeleteStep.Step] : Lasting;

    /// <summary>True when every step held.</summary>
    public static async Task<bool> RunAsync(IReadOnlyList<DemoStep> steps, DemoRun run, TimeProvider clock, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var step in steps)
        {
            run.Screen.Step(++number, step.Title, step.Explanation);
            var start = clock.GetTimestamp();
            try
            {
                await step.RunAsync(run, cancellationToken);
            }
            catch (StepFailed failure)
            {
                run.Screen.Failed(failure);
                return false;
            }
            catch (CliException e)
            {
                run.Screen.Failed(new StepFailed($"step {number} to hold", e.Message));
                return false;
            }
            run.Screen.Held(clock.GetElapsedTime(start));
        }
        return true;
    }
}
