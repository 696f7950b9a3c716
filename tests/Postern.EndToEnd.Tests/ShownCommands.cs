using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>
/// The command lines that the console shows, each run by a shell as it stands: <c>postern</c> understands it, <c>curl</c> asks for what the API has, and <c>aws</c> takes it.
/// What would change something does not reach its server.
/// </summary>
internal sealed class ShownCommands(Stand stand, IEnumerable<string> shown, CancellationToken cancellationToken)
{
    private const string Postern = "postern ", Curl = "curl ", Aws = "aws ";

    private static readonly string Program = Path.Combine(Repository.Root, "artifacts", "bin", "Postern.Cli", "release", "Postern.Cli");

    private static readonly string[] Understood = ["http://127.0.0.1:1 does not answer", "There is no file", "nobody can be asked here", "is needed: type it"];

    private readonly List<string> _mistakes = [];

    /// <summary>Several commands, one a line, are one text.</summary>
    private readonly IReadOnlyList<string> _lines = [.. shown.SelectMany(text => text.Split('\n')).Distinct().Order(StringComparer.Ordinal)];

    /// <param name="wanted">Commands that must be among them, with their first words.</param>
    public async Task HoldAsync(params IEnumerable<string> wanted)
    {
        Assert.All(wanted, words => Assert.True(_lines.Any(line => line.StartsWith(words, StringComparison.Ordinal)), $"No page showed `{words} …`"));
        foreach (var line in _lines.Where(line => line.StartsWith(Postern, StringComparison.Ordinal)))
        {
            await UnderstandAsync(line);
        }

        var api = new AnswerCheck(JsonNode.Parse(await GetAsync("/openapi.json"))!);
        foreach (var line in _lines.Where(line => line.StartsWith(Curl, StringComparison.Ordinal)))
        {
            await AskAsync(line, api);
        }

        foreach (var line in _lines.Where(line => line.StartsWith(Aws, StringComparison.Ordinal)))
        {
            await TakeAsync(line);
        }

        Assert.True(_mistakes.Count == 0, string.Join("\n\n", _mistakes));
    }

    /// <summary>A line of <c>postern</c>, by a shell.</summary>
    public static Task<Run> RunAsync(string line, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        ShellAsync($"postern() {{ {Program} \"$@\"; }}\n{line}", environment, cancellationToken);

    /// <summary>What is understood finds nobody at that address, has not got its file, or would ask a person first for a word or a password.</summary>
    private async Task UnderstandAsync(string line)
    {
        var run = await RunAsync(line, new Dictionary<string, string> { ["POSTERN_URL"] = "http://127.0.0.1:1", ["POSTERN_TOKEN"] = "none" }, cancellationToken);
        if (!Understood.Any(words => run.Error.Contains(words, StringComparison.Ordinal)))
        {
            _mistakes.Add($"{line}\n{run.ExitCode}: {run.Both}");
        }
    }

    /// <summary>What the shell makes of it is a request that the API describes; where that reads only, it is made.</summary>
    private async Task AskAsync(string line, AnswerCheck api)
    {
        var words = (await ShellAsync($"curl() {{ printf '%s\\0' \"$@\"; }}\n{line}", stand.Environment, cancellationToken)).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        string After(string option) => words.SkipWhile(word => word != option).Skip(1).FirstOrDefault("");
        var (method, url) = (new HttpMethod(After("-X")), words[^1]);
        Assert.StartsWith(stand.Environment["POSTERN_URL"], url, StringComparison.Ordinal);
        Assert.Contains($"Authorization: aivenv1 {stand.Environment["POSTERN_TOKEN"]}", words);
        _mistakes.AddRange(api.MistakesOfRequest(method, new Uri(url).AbsolutePath, After("-d") is { Length: > 0 } body ? JsonNode.Parse(body) : null).Select(mistake => $"{line}\n{mistake}"));
        if (method == HttpMethod.Get)
        {
            var run = await ShellAsync(line, stand.Environment, cancellationToken);
            _mistakes.AddRange(api.Mistakes(method, new Uri(url).AbsolutePath, JsonNode.Parse(run.Output)!).Select(mistake => $"{line}\n{mistake}"));
        }
    }

    /// <summary>What makes something is only checked by <c>aws</c> itself; what nobody typed has the placeholders of the documentation.</summary>
    private async Task TakeAsync(string line)
    {
        var environment = new Dictionary<string, string>(stand.Environment) { ["your_vpc_id"] = "vpc-0123456789abcdef0", ["space_separated_list_of_subnet_ids"] = "subnet-1 subnet-2", ["security_group_ids"] = "sg-1" };
        var reads = line.StartsWith("aws ec2 describe-", StringComparison.Ordinal) || line.Contains(" describe-subnets ", StringComparison.Ordinal);
        var run = await ShellAsync($"aws() {{ /usr/bin/aws --endpoint-url {stand.Environment["AWS_ENDPOINT_URL"]} \"$@\"; }}\n{line}{(reads ? "" : " --generate-cli-skeleton output")}", environment, cancellationToken);
        if (run.ExitCode != 0)
        {
            _mistakes.Add($"{line}\n{run.Both}");
        }
    }

    private async Task<string> GetAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stand.Environment["POSTERN_URL"]) };
        return await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);
    }

    /// <summary>In a folder of its own: some lines write a file.</summary>
    private static async Task<Run> ShellAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("postern-shown-").FullName;
        try
        {
            return await Run.OfAsync("sh", ["-c", $"cd {folder}\n{script}"], environment, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
