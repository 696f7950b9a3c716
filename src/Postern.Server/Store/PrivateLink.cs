namespace Postern.Server.Store;

internal sealed class PrivateLink : Reconciled
{
    public required string ServiceId { get; init; }

    public Service? Service { get; init; }

    /// <summary>ARNs, in the order in which the user gave them.</summary>
    public required List<string> Principals { get; set; }

    /// <summary>Result: set once it is active.</summary>
    public string? AwsServiceId { get; set; }

    /// <summary>Result: set once it is active.</summary>
    public string? AwsServiceName { get; set; }

    /// <summary>Result: components whose listener answers, with the port.</summary>
    public Dictionary<string, int> OpenRoutes { get; set; } = [];

    /// <summary>Result: whether AWS refused something that waiting alone does not mend.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Result.</summary>
    public List<Connection> Connections { get; init; } = [];

    public bool IsActive => AwsServiceId is not null;
}
