using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Postern.Gateway.Sasl;

/// <summary>
/// Proof of a password without sending it (https://www.rfc-editor.org/rfc/rfc5802, with SHA-256 and SHA-512): client-first, server-first, client-final, server-final. TLS
/// ends here and channels are not bound, as in Apache Kafka.
/// </summary>
internal sealed class ScramExchange(SaslMechanism mechanism, SaslUsers users) : ISaslExchange
{
    private const int NonceBytes = 18;

    private string? _user;
    private ScramKey? _key;
    private string _header = "", _nonce = "", _said = "";

    private string Refusal => $"Authentication failed during authentication due to invalid credentials with SASL mechanism {mechanism.Name}";

    public SaslStep Next(ReadOnlySpan<byte> message)
    {
        var text = Encoding.UTF8.GetString(message);
        return _key is null ? First(text) : Final(text);
    }

    private SaslStep First(string text)
    {
        // n or y: the client binds no channel; [a=who it acts as]; then the message proper: n=NAME,r=NONCE
        var parts = text.Split(',', 3);
        if (parts is not ["n" or "y", var acting, var bare] || bare.Split(',') is not [var name, var nonce, ..] || !name.StartsWith("n=", StringComparison.Ordinal) || nonce.Length <= 2 || !nonce.StartsWith("r=", StringComparison.Ordinal))
        {
            throw Wrong("the first message is not n,,n=NAME,r=NONCE");
        }

        _user = Unescaped(name[2..]);
        if (acting.Length > 0 && acting != "a=" + name[2..])
        {
            throw Wrong("the client asks to act as another");
        }

        _key = users.KeyOf(_user, mechanism);
        _header = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{parts[0]},{acting},"));
        _nonce = nonce[2..] + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        var answer = string.Create(CultureInfo.InvariantCulture, $"r={_nonce},s={Convert.ToBase64String(_key.Salt)},i={_key.Iterations}");
        _said = $"{bare},{answer}";
        return new SaslStep(Encoding.UTF8.GetBytes(answer), User: null);
    }

    /// <summary>librdkafka before 2.6.1, as distributions have it, puts its own part before the nonce once more (https://github.com/confluentinc/librdkafka/pull/4895); ours is at the end all the same.</summary>
    private SaslStep Final(string text)
    {
        var end = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (end < 0 || text[..end].Split(',') is not [var header, ['r', '=', .. var nonce], ..] || header != "c=" + _header || !nonce.EndsWith(_nonce, StringComparison.Ordinal))
        {
            throw Wrong("the last message does not go with the first");
        }

        var (hash, said) = (mechanism.Hash!.Value, Encoding.UTF8.GetBytes($"{_said},{text[..end]}"));
        if (!IsProof(hash, text[(end + 3)..], CryptographicOperations.HmacData(hash, _key!.StoredKey, said)))
        {
            throw Wrong(users.Knows(_user!) ? $"wrong password of {_user}" : "no such user");
        }

        return new SaslStep(Encoding.UTF8.GetBytes("v=" + Convert.ToBase64String(CryptographicOperations.HmacData(hash, _key.ServerKey, said))), _user);
    }

    /// <summary>Client proof = client key ⊕ client signature, and the hash of the client key is what is kept.</summary>
    private bool IsProof(HashAlgorithmName hash, string proof, byte[] signature)
    {
        var key = new byte[signature.Length];
        if (!Convert.TryFromBase64String(proof, key, out var length) || length != signature.Length)
        {
            return false;
        }

        for (var i = 0; i < key.Length; i++)
        {
            key[i] ^= signature[i];
        }

        return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(hash, key), _key!.StoredKey);
    }

    private static string Unescaped(string name) => name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);

    private SignInException Wrong(string what) => new($"{mechanism.Name}: {what}", Refusal);
}
