namespace Postern.Gateway.Traffic;

/// <summary>What one connection may take.</summary>
internal static class Limits
{
    /// <summary>Bytes of the longest request; Kafka's own default for socket.request.max.bytes.</summary>
    public const int Request = 100 * 1024 * 1024;

    /// <summary>Bytes of the longest answer that is rewritten, and so held in memory: metadata of some hundred thousand partitions.</summary>
    public const int RewrittenAnswer = 16 * 1024 * 1024;

    /// <summary>Requests on their way; with more the client is not read from.</summary>
    public const int AwaitedAnswers = 1024;
}
