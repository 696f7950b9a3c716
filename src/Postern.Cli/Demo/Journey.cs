using Postern.Cli.Demo.Steps;

namespace Postern.Cli.Demo;

/// <summary>The journey of a PrivateLink, one step after the other; stops at the first that does not hold.</summary>
internal static class Journey
{
    public static IReadOnlyList<DemoStep> Postgres(bool deletes) =>
    [
        ProjectVpcStep.Step, ServiceStep.Postgres, PrivateLinkStep.Step, StrangerStep.Step, EndpointStep.Step, ConnectionStep.Step,
        AccessStep.Step, QueryStep.Step, DynamicRouteStep.Step, NoEndpointStep.Step, PrincipalsStep.Step, .. Deletion(deletes),
    ];

    public static IReadOnlyList<DemoStep> Kafka(bool deletes) =>
    [
        ProjectVpcStep.Step, ServiceStep.Kafka, PrivateLinkStep.Step, KafkaAccessStep.Step, EndpointStep.Step, ConnectionStep.Step,
        KafkaRouteStep.Step, KafkaMessagesStep.Step, KafkaDiagnosisStep.Step, OtherComponentStep.Step, NoGatewayStep.Step, .. Deletion(deletes),
    ];

    private static IEnumerable<DemoStep> Deletion(bool deletes) => deletes ? [DeleteStep.Step] : [];

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
