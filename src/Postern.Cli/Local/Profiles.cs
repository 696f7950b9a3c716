using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Local;

/// <summary>Control planes that somebody signed in to: a file for its owner alone, a token for each name of <c>POSTERN_PROFILE</c>.</summary>
internal sealed class Profiles(IReadOnlyDictionary<string, string> environment)
{
    /// <summary><c>$XDG_CONFIG_HOME/postern/credentials.json</c>, mode 0600.</summary>
    public string FilePath { get; } = Path.Combine(Folder(environment), "postern", "credentials.json");

    /// <summary>The name of the profile that is meant.</summary>
    public string Name { get; } = Of(environment, "POSTERN_PROFILE") ?? "default";

    /// <summary>Adds <c>POSTERN_URL</c>, <c>POSTERN_TOKEN</c> and <c>POSTERN_PROJECT</c> of the profile, where they are not set.</summary>
    public void AddTo(Dictionary<string, string> variables)
    {
        if (Read()[Name] is not JsonObject profile)
        {
            return;
        }

        foreach (var (key, name) in ((string, string)[])[("url", "POSTERN_URL"), ("token", "POSTERN_TOKEN"), ("project", "POSTERN_PROJECT")])
        {
            if (profile.Text(key) is { } value)
            {
                variables.TryAdd(name, value);
            }
        }
    }

    public void Save(string url, string token, string? project)
    {
        var all = Read();
        all[Name] = new JsonObject { ["url"] = url, ["token"] = token, ["project"] = project };
        Write(all);
    }

    /// <returns>Whether there was one.</returns>
    public bool Remove()
    {
        var all = Read();
        var was = all.Remove(Name);
        if (was && all.Count == 0)
        {
            File.Delete(FilePath);
        }
        else if (was)
        {
            Write(all);
        }

        return was;
    }

    private JsonObject Read()
    {
        try
        {
            return File.Exists(FilePath) ? JsonNode.Parse(File.ReadAllText(FilePath)) as JsonObject ?? [] : [];
        }
        catch (JsonException e)
        {
            throw new CliException($"{FilePath} is not JSON: {e.Message} Delete it and sign in again with `postern user login`.");
        }
    }

    private void Write(JsonObject all)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        PrivateFile.Write(FilePath, JsonText.Indented(all) + "\n");
    }

    private static string Folder(IReadOnlyDictionary<string, string> environment) =>
        Of(environment, "XDG_CONFIG_HOME") ?? Path.Combine(Of(environment, "HOME") ?? "/", ".config");

    private static string? Of(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
