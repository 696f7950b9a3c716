namespace Postern.Gateway.Sasl;

/// <summary>One attempt to sign in.</summary>
internal interface ISaslExchange
{
    /// <summary>What to answer to the client's next message.</summary>
    /// <exception cref="SignInException">It is over, and the client is not in.</exception>
    SaslStep Next(ReadOnlySpan<byte> message);
}

/// <param name="Answer">For the client.</param>
/// <param name="User">Who has signed in; null while the client has more to say.</param>
internal readonly record struct SaslStep(byte[] Answer, string? User);
