using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Postern.Cli.Checks;

/// <summary>
/// Signs in to a broker by SCRAM, so that it tells where the brokers are (SaslHandshake 1, SaslAuthenticate 0). A password is never sent: this check goes on with any certificate, and may be talking to a
/// stranger.
/// </summary>
internal sealed record SaslLogin(string User, string Password)
{
    private static readonly (string Name, HashAlgorithmName Hash)[] Ways = [("SCRAM-SHA-256", HashAlgorithmName.SHA256), ("SCRAM-SHA-512", HashAlgorithmName.SHA512)];

    /// <returns>What keeps it out, or what there is to say without a user; null where it is in.</returns>
    public static async Task<Finding?> SignInAsync(KafkaWire wire, SaslLogin? login, CancellationToken cancellationToken)
    {
        foreach (var (name, hash) in Ways)
        {
            var answer = await wire.AskAsync(17, 1, KafkaWire.Text(name), cancellationToken);
            if (BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(4)) == 0)
            {
                return login is null
                    ? Finding.Ok("greeting", $"asks for a sign-in by SASL ({string.Join(", ", Offered(answer))}), as it should; this check has no user")
                    : await login.ProveAsync(wire, new ScramClient(hash, login.User, login.Password), cancellationToken);
            }

            if (!Offered(answer).Intersect(Ways.Select(way => way.Name)).Any())
            {
                return Finding.Ok("greeting", $"asks for a sign-in by SASL ({string.Join(", ", Offered(answer))}), by which this check sends no password");
            }
        }

        return null;
    }

    private async Task<Finding?> ProveAsync(KafkaWire wire, ScramClient scram, CancellationToken cancellationToken)
    {
        var first = await wire.AskAsync(36, 0, KafkaWire.Bytes(scram.First()), cancellationToken);
        if (Refusal(first) is { } refused)
        {
            return refused;
        }

        var last = await wire.AskAsync(36, 0, KafkaWire.Bytes(scram.Final(Token(first))), cancellationToken);
        return Refusal(last) ?? (scram.IsServer(Token(last)) ? null : Finding.Broken("greeting", "signs anybody in: it does not know this user's password", "Something else than the service answers here: tell the operator."));
    }

    private Finding? Refusal(byte[] answer) => BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(4)) == 0 ? null
        : Finding.Broken("greeting", $"refuses user {User}: {KafkaWire.TextAt(answer, 6).Text}", "Take the user's name and password once more (`postern service user-list`): new ones hold from the moment that they are made.");

    private static string Token(byte[] answer) => KafkaWire.BytesAt(answer, KafkaWire.TextAt(answer, 6).Next);

    private static List<string> Offered(byte[] answer)
    {
        var (names, at) = (new List<string>(), 10);
        for (var left = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(6)); left > 0; left--)
        {
            (var name, at) = KafkaWire.TextAt(answer, at);
            names.Add(name);
        }

        return names;
    }
}
