using System.Text;

namespace Postern.Gateway.Sasl;

/// <summary>The password itself, over TLS (https://www.rfc-editor.org/rfc/rfc4616).</summary>
internal sealed class PlainExchange(SaslUsers users) : ISaslExchange
{
    private const string Refusal = "Authentication failed: Invalid username or password";

    public SaslStep Next(ReadOnlySpan<byte> message)
    {
        var parts = Encoding.UTF8.GetString(message).Split('\0');
        if (parts is not [var acting, { Length: > 0 } user, { Length: > 0 } password])
        {
            throw new SignInException("PLAIN: the message is not [authzid] NUL name NUL password", Refusal);
        }

        var (mechanism, isKnown) = (SaslMechanism.ScramSha256, users.Knows(user));
        if (!users.KeyOf(user, mechanism).IsOf(mechanism.Hash!.Value, password)) // takes as long for a name that is nobody's
        {
            throw new SignInException(isKnown ? $"PLAIN: wrong password of {user}" : "PLAIN: no such user", Refusal);
        }

        return acting.Length > 0 && acting != user ? throw new SignInException($"PLAIN: {user} asks to act as another", Refusal) : new SaslStep([], user);
    }
}
