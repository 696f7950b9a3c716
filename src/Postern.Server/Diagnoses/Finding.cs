namespace Postern.Server.Diagnoses;

/// <summary>What a connection passes, in order from the customer to the node.</summary>
internal enum Hop
{
    Dns,
    Endpoint,
    SecurityGroup,
    Permission,
    Acceptance,
    LoadBalancer,
    Listener,
    TargetHealth,
    TlsName,
    KafkaMetadata,
}

internal enum Verdict
{
    Ok,

    /// <summary>It lies in the customer's account: the cure says how to look.</summary>
    Unseen,

    /// <summary>It works, but not as well as it could, or not for everybody.</summary>
    Warning,

    /// <summary>On its way: nobody needs to do anything.</summary>
    Waiting,
    Broken,
}

/// <param name="Subject">Which one: an endpoint, a component with its port, …</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Cure">A command, or what to do in words; null where nothing is to be done.</param>
internal sealed record Finding(Hop Hop, string Subject, Verdict Verdict, string Evidence, string? Cure = null);
