namespace Postern.Gateway.Traffic;

/// <summary>What one connection may take.</summary>
internal static class Limits
{
    /// <summary>Bytes of the longest request; Kafka's own default for socket.request.max.bytes.</summary>
    public const int Request = 100 * 1024 * 1024;

    /// <summary>Bytes of the longest answer that is rewritten, and so held in memory: metadata of some hundred thousand partitions.</summary>
    public const int RewrittenAnswer = 16 * 1024 * 1024;

    /// <summary>Bytes of the longest request or token of a client that has not signed in yet, and of a broker's list of versions.</summary>
    public const int SignIn = 64 * 1024;

    /// <summary>Requests of a client that has not signed in yet.</summary>
    public const int SignInRequests = 16;

    /// <summary>Clients of one address and listener that sign in at a time, and that wait for it; one that failed keeps its place for <see cref="FailedSignIn"/>.</summary>
    public const int SigningIn = 8, WaitingToSignIn = 1024;

    /// <summary>How long who could not sign in waits for the answer, so that nobody guesses quickly.</summary>
    public static readonly TimeSpan FailedSignIn = TimeSpan.FromSeconds(1);

    /// <summary>Requests on their way; with more the client is not read from.</summary>
    public const int AwaitedAnswers = 1024;
}
