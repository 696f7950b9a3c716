using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postern.Gateway.Sasl;

/// <summary>The file with who may sign in: salted keys in the stead of passwords.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SaslFile(List<SaslFile.User>? Users)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <exception cref="ArgumentException">Says what is wrong with it.</exception>
    public static SaslUsers Read(string path)
    {
        SaslFile? file;
        try
        {
            file = JsonSerializer.Deserialize<SaslFile>(File.ReadAllText(path), Json);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{path} is not a list of users: {e.Message}", e);
        }

        var keys = new Dictionary<(string User, SaslMechanism Mechanism), ScramKey>();
        foreach (var user in file?.Users ?? throw new ArgumentException($"{path} has no users"))
        {
            if (string.IsNullOrEmpty(user.Name) || !keys.TryAdd((user.Name, SaslMechanism.ScramSha256), KeyOf(user, user.ScramSha256, SaslMechanism.ScramSha256)))
            {
                throw new ArgumentException($"user '{user.Name}': each needs a name of its own");
            }

            keys[(user.Name, SaslMechanism.ScramSha512)] = KeyOf(user, user.ScramSha512, SaslMechanism.ScramSha512);
        }

        return new SaslUsers(keys);
    }

    /// <summary>The entry of one user, to be put into such a file.</summary>
    public static string EntryOf(string name, string password) => JsonSerializer.Serialize(new User(
        name, ScramKey.New(SaslMechanism.ScramSha256.Hash!.Value, password), ScramKey.New(SaslMechanism.ScramSha512.Hash!.Value, password)), Json);

    private static ScramKey KeyOf(User user, ScramKey? key, SaslMechanism mechanism) =>
        key is { Salt.Length: > 0, Iterations: >= ScramKey.FewestIterations and <= ScramKey.MostIterations } && key.StoredKey?.Length == ScramKey.Bytes(mechanism.Hash!.Value) && key.ServerKey?.Length == key.StoredKey.Length ? key
        : throw new ArgumentException($"user '{user.Name}': {mechanism.Name} needs salt, storedKey and serverKey (base64), and iterations from {ScramKey.FewestIterations} to {ScramKey.MostIterations}");

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record User(string? Name, [property: JsonPropertyName("SCRAM-SHA-256")] ScramKey? ScramSha256, [property: JsonPropertyName("SCRAM-SHA-512")] ScramKey? ScramSha512);
}
