using System.Security.Cryptography;

namespace Postern.Gateway.Sasl;

/// <summary>Who may sign in at a listener.</summary>
/// <param name="keys">By name and mechanism of SCRAM; every user has one for each.</param>
internal sealed class SaslUsers(IReadOnlyDictionary<(string User, SaslMechanism Mechanism), ScramKey> keys)
{
    /// <summary>Makes up what strangers are asked with, so that they do not learn which names there are.</summary>
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public bool Knows(string user) => keys.ContainsKey((user, SaslMechanism.ScramSha256));

    /// <summary>One that nobody has, where there is no such user.</summary>
    public ScramKey KeyOf(string user, SaslMechanism mechanism) => keys.GetValueOrDefault((user, mechanism)) ?? ScramKey.OfNobody(mechanism.Hash!.Value, user, Secret);
}
