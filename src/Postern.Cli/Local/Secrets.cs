using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Local;

/// <summary>Tokens and the DNS key of one data directory; made once.</summary>
internal sealed record Secrets(string AdminToken, string ReadOnlyToken, string DnsKey)
{
    public static Secrets LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, JsonText.Indented(Create()));
        }
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path));
            return new Secrets(json.Required("admin_token"), json.Required("read_only_token"), json.Required("dns_key"));
        }
        catch (Exception e) when (e is JsonException or CliException)
        {
            throw new CliException($"{path} is damaged. Delete it: new tokens are made, and old ones stop working.");
        }
    }

    // base64url without padding: clients put whole tokens into paths.
    private static JsonObject Create() => new()
    {
        ["admin_token"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
        ["read_only_token"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
        ["dns_key"] = $"postern:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
    };
}
