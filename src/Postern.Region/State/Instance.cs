namespace Postern.Region.State;

/// <summary>A machine: a network namespace of its own with an address of each family, and a script that runs on it.</summary>
internal sealed record Instance : Resource
{
    public const string Pending = "pending", Running = "running", ShuttingDown = "shutting-down", Terminated = "terminated";

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string NetworkInterfaceId { get; init; }

    public required string PrivateIp { get; init; }

    public string? Ipv6 { get; init; }

    public required string ImageId { get; init; }

    public required string InstanceType { get; init; }

    /// <summary>The shell script that runs on it; empty for a machine that only waits to be entered.</summary>
    public string UserData { get; init; } = "";

    public required string State { get; init; }

    public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>Made to run one command (<c>region exec</c>); does not outlive the region's process.</summary>
    public bool IsForOneCommand { get; init; }

    public bool IsUp => State is Pending or Running;
}
