using System.Net;
using Postern.Engine.Stacks;

namespace Postern.Engine.Tests;

/// <summary>A PrivateLink with one PostgreSQL node and one principal, for tests to vary.</summary>
internal static class Wish
{
    public const string Id = "00112233aabbccdd";
    public const string Vpc = "vpc-1";

    public static PrivateLinkSpec Spec { get; } = new()
    {
        Id = Id,
        Generation = 1,
        VpcId = Vpc,
        SubnetIds = ["subnet-a", "subnet-b"],
        Routes = [Route(5432, 1)],
        Principals = [Principal("arn:aws:iam::012345678901:user/mwf")],
        Tags = new Dictionary<string, string> { ["project"] = "demo", ["service"] = "my-pg" },
    };

    public static PrivateLinkSpec Deleted { get; } = Spec with { IsDeleting = true };

    public static Route Route(int port, params int[] nodes) => new($"component-{port}", port, [.. nodes.Select(node => Node(port, node))]);

    public static IPEndPoint Node(int port, int node) => new(IPAddress.Parse($"10.0.0.{node}"), port);

    public static Principal Principal(string arn) => Engine.Stacks.Principal.TryParse(arn, out var principal, out var error) ? principal : throw new ArgumentException(error, nameof(arn));
}
