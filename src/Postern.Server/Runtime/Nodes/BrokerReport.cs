using System.Text.Json;

namespace Postern.Server.Runtime.Nodes;

/// <summary>What a node's gateway told at each port that clients reach it by, written by the node and read here.</summary>
internal static class BrokerReport
{
    /// <param name="told">By port, the brokers' addresses; null where nobody answered.</param>
    public static async Task WriteAsync(string path, IReadOnlyDictionary<int, IReadOnlyList<string>?> told, CancellationToken cancellationToken)
    {
        var draft = path + ".new";
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(told), cancellationToken);
        File.Move(draft, path, overwrite: true);
    }

    public static IReadOnlyDictionary<int, IReadOnlyList<string>?> Read(string path) =>
        JsonSerializer.Deserialize<Dictionary<int, IReadOnlyList<string>?>>(File.ReadAllText(path))!;
}
