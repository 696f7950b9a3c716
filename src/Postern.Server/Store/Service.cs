namespace Postern.Server.Store;

/// <summary>How far the nodes of a service are.</summary>
internal enum ServiceState
{
    /// <summary>Being made.</summary>
    Rebuilding,

    /// <summary>Was running, and its nodes are being replaced or recover.</summary>
    Rebalancing,
    Running,
    PowerOff,
}

internal sealed class Service : Reconciled
{
    /// <summary>What is kept and shown, and no pass reads: a change of nothing else is no work for the loop.</summary>
    public static readonly IReadOnlySet<string> NoWork = new HashSet<string>([nameof(Tags), nameof(TechEmails), nameof(TerminationProtection), nameof(MaintenanceDay), nameof(MaintenanceTime)]);

    public required string Project { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string Plan { get; set; }

    /// <summary>The id of the project VPC whose network it is in; the cell's common network where it is in no project VPC.</summary>
    public required string NetworkId { get; set; }

    public ProjectVpc? Network { get; init; }

    /// <summary>A JSON object: what the user set, without defaults.</summary>
    public string UserConfig { get; set; } = "{}";

    public bool Powered { get; set; } = true;

    public bool TerminationProtection { get; set; }

    public string MaintenanceDay { get; set; } = "sunday";

    public string MaintenanceTime { get; set; } = "04:00:00";

    public Dictionary<string, string> Tags { get; set; } = [];

    public List<string> TechEmails { get; set; } = [];

    /// <summary>The first of the service's own ports.</summary>
    public required int Port { get; init; }

    public required string AdminPassword { get; set; }

    /// <summary>When the administrator was last given credentials; null where they are those of the beginning.</summary>
    public DateTime? PasswordUpdatedAt { get; set; }

    /// <summary>All but the administrator.</summary>
    public List<ServiceUser> Users { get; set; } = [];

    /// <summary>What its administrator shows to prove who they are, as PEM; null where a password does that.</summary>
    public string? AccessCertificate { get; set; }

    /// <summary>Its private key, as PEM.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Those that an operator registered, where Postern does not run them itself.</summary>
    public List<ServiceNode> Nodes { get; set; } = [];

    /// <summary>The hash of the token that its gateways show; null where they have none.</summary>
    public string? GatewayTokenHash { get; set; }

    public PrivateLink? PrivateLink { get; init; }

    /// <summary>Result.</summary>
    public ServiceState State { get; set; }

    /// <summary>Result: raised when an instance is replaced, so that the next one is not taken for it.</summary>
    public int Incarnation { get; set; }

    /// <summary>Result.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Result: the AWS VPC that the instance is in.</summary>
    public string? InstanceVpcId { get; set; }

    /// <summary>Result: the node's address in its VPC.</summary>
    public string? PrivateAddress { get; set; }

    /// <summary>Result.</summary>
    public string? Zone { get; set; }

    /// <summary>Result: its second node; null where the plan has none, or none is made yet.</summary>
    public StandbyNode? Standby { get; set; }

    /// <summary>Result: of the registered nodes, and those that were until a moment ago, the ones that load balancers lead to.</summary>
    public List<ServiceNode> Placed { get; set; } = [];

    /// <summary>Result: what gateways of registered nodes show, as PEM; nodes that Postern runs keep theirs beside them.</summary>
    public string? ServerCertificate { get; set; }

    /// <summary>Result: its private key, as PEM.</summary>
    public string? ServerKey { get; set; }

    /// <summary>Result: the address, or addresses with commas between, that the public host name was last given.</summary>
    public string? PublishedAddress { get; set; }

    /// <summary>What its data began as; null where it began empty.</summary>
    public BackupOrigin? RestoredFrom { get; init; }

    /// <summary>Result: those that are kept, the newest first.</summary>
    public List<ServiceBackup> Backups { get; set; } = [];

    /// <summary>Result: of the newest backup, for replicas of the version before, which know of one.</summary>
    public DateTime? BackupAt { get; set; }

    /// <summary>Result: the same; bytes.</summary>
    public long BackupSize { get; set; }
}
