using Postern.Gateway.Sasl;

namespace Postern.Gateway.Tests;

/// <summary>Users of a listener, by their passwords.</summary>
internal static class SaslUsersOf
{
    public static SaslUsers Passwords(params (string Name, string Password)[] users) => new(users.SelectMany(user => new[] { SaslMechanism.ScramSha256, SaslMechanism.ScramSha512 }
        .Select(mechanism => KeyValuePair.Create((user.Name, mechanism), ScramKey.New(mechanism.Hash!.Value, user.Password)))).ToDictionary());
}
