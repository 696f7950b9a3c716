using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Kafka;

/// <summary>
/// What gateways hold to sign a service's users in (https://www.rfc-editor.org/rfc/rfc5802, https://www.rfc-editor.org/rfc/rfc7677): salted keys, which are no use to sign in with. The
/// same for the same passwords, wherever they are made, so that a gateway is given nothing new where nothing is; kept, because making them takes milliseconds a user.
/// </summary>
internal sealed class SaslKeys
{
    /// <summary>RFC 7677 asks for no fewer; Apache Kafka's own default.</summary>
    private const int Iterations = 4096;

    private const int SaltBytes = 16, MostKept = 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly byte[] ClientWord = "Client Key"u8.ToArray(), ServerWord = "Server Key"u8.ToArray();

    private readonly ConcurrentDictionary<string, (string Of, string Text)> _kept = new(StringComparer.Ordinal);

    /// <summary>The file of a gateway's listeners that sign clients in (<c>docs/kafka.md</c>).</summary>
    /// <param name="administrator">The name of the service's administrator.</param>
    public string FileOf(Service service, string administrator)
    {
        var users = service.Users.Select(user => (user.Name, user.Password, Since: user.PasswordUpdatedAt)).Prepend((Name: administrator, Password: service.AdminPassword, Since: service.PasswordUpdatedAt ?? service.CreatedAt)).ToList();
        var of = Hex(users.Select(user => $"{user.Name} {user.Password} {user.Since:O}"));
        if (_kept.TryGetValue(service.Id, out var kept) && kept.Of == of)
        {
            return kept.Text;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var text = JsonSerializer.Serialize(new { Users = users.Select(user => Entry(user.Name, user.Password, $"{service.Id} {user.Name} {user.Since:O}")) }, Json);
        _kept[service.Id] = (of, text);
        return text;
    }

    private static Dictionary<string, object> Entry(string name, string password, string of) => new()
    {
        ["name"] = name,
        ["SCRAM-SHA-256"] = Key(HashAlgorithmName.SHA256, SHA256.HashSizeInBytes, password, of),
        ["SCRAM-SHA-512"] = Key(HashAlgorithmName.SHA512, SHA512.HashSizeInBytes, password, of),
    };

    /// <summary>A salt need not be secret, but of this password alone: it is made of who has it, where, and since when.</summary>
    private static object Key(HashAlgorithmName hash, int bytes, string password, string of)
    {
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes($"{of} {hash.Name}"))[..SaltBytes];
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, hash, bytes);
        return new { Salt = salt, Iterations, StoredKey = CryptographicOperations.HashData(hash, CryptographicOperations.HmacData(hash, salted, ClientWord)), ServerKey = CryptographicOperations.HmacData(hash, salted, ServerWord) };
    }

    private static string Hex(IEnumerable<string> lines) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
