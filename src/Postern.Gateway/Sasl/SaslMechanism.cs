using System.Security.Cryptography;

namespace Postern.Gateway.Sasl;

/// <summary>A way to sign in by SASL, by its registered name (https://www.iana.org/assignments/sasl-mechanisms).</summary>
/// <param name="Hash">Of SCRAM (RFC 5802, RFC 7677); null where the password itself is sent.</param>
internal sealed record SaslMechanism(string Name, HashAlgorithmName? Hash)
{
    public static readonly SaslMechanism Plain = new("PLAIN", Hash: null),
        ScramSha256 = new("SCRAM-SHA-256", HashAlgorithmName.SHA256), ScramSha512 = new("SCRAM-SHA-512", HashAlgorithmName.SHA512);

    /// <summary>Those that listeners offer, as they are named to clients that ask for another.</summary>
    public static readonly IReadOnlyList<SaslMechanism> All = [Plain, ScramSha256, ScramSha512];

    public static SaslMechanism? Find(string name) => All.FirstOrDefault(mechanism => mechanism.Name == name);

    public ISaslExchange Begin(SaslUsers users) => Hash is null ? new PlainExchange(users) : new ScramExchange(this, users);
}
