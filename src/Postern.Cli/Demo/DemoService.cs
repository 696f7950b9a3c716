namespace Postern.Cli.Demo;

/// <summary>What a demonstration offers to the customer.</summary>
/// <param name="Name">Of the service; a number is added where it is taken.</param>
/// <param name="CustomerPorts">What the customer lets through to the endpoint; null for the service's own port alone.</param>
internal sealed record DemoService(string Type, string Plan, string Name, string? CustomerPorts = null)
{
    public static readonly DemoService Postgres = new("pg", "startup-4", "my-pg");

    /// <summary>Each broker has a port of its own in the documented range.</summary>
    public static readonly DemoService Kafka = new("kafka", "startup-2", "my-kafka", "10000-31000");
}
