namespace Postern.Gateway.Protocol;

/// <summary>
/// The requests and versions that the gateway lets pass, after the message definitions of Apache Kafka 4.1. What is not here is cut from
/// ApiVersions: an answer that nobody here has read could carry an address.
/// </summary>
internal static class KnownVersions
{
    public const short Produce = 0;
    public const short Metadata = 3;
    public const short FindCoordinator = 10;
    public const short SaslHandshake = 17;
    public const short ApiVersions = 18;
    public const short SaslAuthenticate = 36;
    public const short DescribeCluster = 60;

    // Fetch ends at 15: later ones put node endpoints (KIP-951) behind the payload, whose length stands before it, so a rewritten answer
    // would have to be held back whole. Clients ask for metadata instead. ShareFetch and ShareAcknowledge (78, 79) have them in every version.
    // DescribeQuorum ends at 1: later ones list the controllers' addresses, which no route has. SaslHandshake begins at 1: after version 0
    // bare tokens follow, which are no Kafka requests; where the gateway signs clients in itself, it has that version too.
    private static readonly (short Key, short Min, short Max)[] Rows =
    [
        (Produce, 0, 13), (1, 0, 15), (2, 0, 11), (Metadata, 0, 13), (8, 0, 10), (9, 0, 10), (FindCoordinator, 0, 6), (11, 0, 9), (12, 0, 4),
        (13, 0, 5), (14, 0, 5), (15, 0, 6), (16, 0, 5), (SaslHandshake, 1, 1), (ApiVersions, 0, 4), (19, 0, 7), (20, 0, 6), (21, 0, 2), (22, 0, 6),
        (23, 0, 4), (24, 0, 5), (25, 0, 4), (26, 0, 5), (28, 0, 5), (29, 0, 3), (30, 0, 3), (31, 0, 3), (32, 0, 4), (33, 0, 2), (34, 0, 2),
        (35, 0, 4), (SaslAuthenticate, 0, 2), (37, 0, 3), (38, 0, 3), (39, 0, 2), (40, 0, 2), (41, 0, 3), (42, 0, 2), (43, 0, 2), (44, 0, 1), (45, 0, 1),
        (46, 0, 0), (47, 0, 0), (48, 0, 1), (49, 0, 1), (50, 0, 0), (51, 0, 0), (55, 0, 1), (57, 0, 2), (DescribeCluster, 0, 2), (61, 0, 0),
        (65, 0, 0), (66, 0, 1), (68, 0, 1), (69, 0, 1), (71, 0, 0), (72, 0, 0), (74, 0, 1), (75, 0, 0),
    ];

    private static readonly Dictionary<short, (short Min, short Max)> ByKey = Rows.ToDictionary(r => r.Key, r => (r.Min, r.Max));

    /// <summary>The versions of this request that pass, or null where none does.</summary>
    public static (short Min, short Max)? Of(short apiKey) => ByKey.TryGetValue(apiKey, out var range) ? range : null;

    public static bool Contains(short apiKey, short version) => Of(apiKey) is { } range && version >= range.Min && version <= range.Max;
}
