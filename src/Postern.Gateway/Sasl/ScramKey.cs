using System.Security.Cryptography;
using System.Text;

namespace Postern.Gateway.Sasl;

/// <summary>What is kept of a password for one mechanism of SCRAM (https://www.rfc-editor.org/rfc/rfc5802#section-3): enough to tell whether somebody knows it, and not enough to sign in with.</summary>
internal sealed record ScramKey(byte[] Salt, int Iterations, byte[] StoredKey, byte[] ServerKey)
{
    /// <summary>RFC 7677 asks for no fewer; Apache Kafka's own default.</summary>
    public const int FewestIterations = 4096;

    /// <summary>More would let each attempt cost more than it protects.</summary>
    public const int MostIterations = 1_000_000;

    private const int SaltBytes = 16;

    private static readonly byte[] ClientWord = "Client Key"u8.ToArray(), ServerWord = "Server Key"u8.ToArray();

    /// <summary>Of a password, with a new salt.</summary>
    public static ScramKey New(HashAlgorithmName hash, string password) => Of(hash, password, RandomNumberGenerator.GetBytes(SaltBytes), FewestIterations);

    /// <summary>Takes as long as so many iterations take: milliseconds.</summary>
    public static ScramKey Of(HashAlgorithmName hash, string password, byte[] salt, int iterations)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, hash, Bytes(hash));
        return new ScramKey(salt, iterations, CryptographicOperations.HashData(hash, CryptographicOperations.HmacData(hash, salted, ClientWord)), CryptographicOperations.HmacData(hash, salted, ServerWord));
    }

    /// <summary>Of nobody: no password has it, and it looks the same each time it is asked for.</summary>
    public static ScramKey OfNobody(HashAlgorithmName hash, string name, byte[] secret)
    {
        var salt = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(name))[..SaltBytes];
        return new ScramKey(salt, FewestIterations, RandomNumberGenerator.GetBytes(Bytes(hash)), RandomNumberGenerator.GetBytes(Bytes(hash)));
    }

    /// <summary>Whether it is the key of this password.</summary>
    public bool IsOf(HashAlgorithmName hash, string password) => CryptographicOperations.FixedTimeEquals(Of(hash, password, Salt, Iterations).StoredKey, StoredKey);

    /// <summary>How long the hash's values are.</summary>
    public static int Bytes(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA512 ? SHA512.HashSizeInBytes : SHA256.HashSizeInBytes;
}
