using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Postern.Cli.Checks;

/// <summary>The client's side of SCRAM (https://www.rfc-editor.org/rfc/rfc5802, with SHA-256 and SHA-512 of RFC 7677): proves a password, and has the other side prove that it knows it.</summary>
/// <param name="nonce">Of this sign-in alone; null for a new one.</param>
internal sealed class ScramClient(HashAlgorithmName hash, string user, string password, string? nonce = null)
{
    /// <summary>More would be asked for to keep this machine busy.</summary>
    private const int MostIterations = 1_000_000;

    private readonly string _bare = $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18))}";
    private string _signature = "";

    public string First() => "n,," + _bare;

    /// <param name="answer">To <see cref="First"/>.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public string Final(string answer)
    {
        var parts = answer.Split(',');
        if (parts is not [['r', '=', .. var both], ['s', '=', .. var salt], ['i', '=', .. var count], ..] || !both.StartsWith(_bare[(_bare.IndexOf(",r=", StringComparison.Ordinal) + 3)..], StringComparison.Ordinal)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > MostIterations)
        {
            throw new InvalidDataException("The answer to the sign-in is none of SCRAM: something else listens here.");
        }

        var salted = Rfc2898DeriveBytes.Pbkdf2(password, Salt(salt), iterations, hash, hash == HashAlgorithmName.SHA512 ? SHA512.HashSizeInBytes : SHA256.HashSizeInBytes);
        var last = $"c=biws,r={both}";
        var said = Encoding.UTF8.GetBytes($"{_bare},{answer},{last}");
        var key = CryptographicOperations.HmacData(hash, salted, "Client Key"u8.ToArray());
        var proof = CryptographicOperations.HmacData(hash, CryptographicOperations.HashData(hash, key), said);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= key[i];
        }

        _signature = "v=" + Convert.ToBase64String(CryptographicOperations.HmacData(hash, CryptographicOperations.HmacData(hash, salted, "Server Key"u8.ToArray()), said));
        return $"{last},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Whether the other side knows the password's keys.</summary>
    /// <param name="answer">To <see cref="Final"/>.</param>
    public bool IsServer(string answer) => answer.Split(',')[0] == _signature;

    private static byte[] Salt(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _) ? Convert.FromBase64String(text) : throw new InvalidDataException("The salt of the sign-in cannot be read: something else listens here.");
}
