using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Postern.EndToEnd.Tests;

/// <summary>What pages tell strangers to type is typed as it stands there, but for the ports and the folders; what is not says so.</summary>
public sealed partial class DocsTests
{
    private const string NotRun = "# not run";

    /// <summary>Lines that other tests type, or that are all of the tests.</summary>
    private static readonly IReadOnlyList<(string Page, string Line, string Test)> Elsewhere =
    [
        ("README.md", "./postern demo ", nameof(DemoTests)), ("README.md", "./test ", "itself"),
        ("CONTRIBUTING.md", "./postern demo --exit ", nameof(DemoTests)), ("CONTRIBUTING.md", "./test ", "itself"),
        ("docs/kafka.md", "./postern demo kafka ", nameof(KafkaDemoTests)),
    ];

    public static TheoryData<string> Runs() => [.. DocumentedRun.All.Select(run => string.Join(' ', run.Pages))];

    public static TheoryData<string> Pages() =>
        [.. Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(page => page != "CHANGELOG.md" && !page.Contains("node_modules", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_EveryCommand_IsRun_OrSaysThatItIsNot(string page)
    {
        var isRun = DocumentedRun.All.Any(run => run.Pages.Select(p => "docs/" + p).Contains(page));

        Assert.All(await BlocksAsync(page), block =>
        {
            Assert.True(block.Language.Length > 0, $"{page}: the fence before `{block.Lines[0]}` does not say what is in it. Write ```sh for commands, ```text for what they print and for pictures, or ```json, ```ini and so on.");
            Assert.All(block.Language == "sh" && !isRun ? block.Commands.Where(line => !IsElsewhere(page, line)) : [], line =>
                Assert.Fail($"{page}: no test types `{line}`. Add the page to DocumentedRun.All, or mark the line, or the whole block in its first line, with `{NotRun}` and the reason."));
        });
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Pages_RunBlockByBlock_EndWell(string pages)
    {
        var run = DocumentedRun.All.Single(r => string.Join(' ', r.Pages) == pages);
        var data = Directory.CreateTempSubdirectory("postern-docs-").FullName;
        try
        {
            var lines = new List<string>();
            foreach (var page in run.Pages)
            {
                lines.AddRange((await BlocksAsync("docs/" + page)).Where(block => block.Language == "sh").SelectMany(block => block.Commands).Where(line => !IsElsewhere("docs/" + page, line)));
            }

            var (port, text) = (FreePort(), string.Join('\n', lines) + "\n");
            text = run.Changes.Aggregate(AnyPort().Replace(text, $":{port}"), (changed, change) => changed.Replace(change.From, change.To, StringComparison.Ordinal));

            // aws: for that of distributions, which does not read AWS_ENDPOINT_URL yet. At the end what the pages leave running is stopped.
            var script = $$"""
                set -eu
                root=$PWD data={{data}} port={{port}} api_port={{FreePort()}}
                mkdir $data/bin
                printf '#!/bin/sh\nexec %s --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n' "$(command -v aws)" >$data/bin/aws
                printf '#!/bin/sh\nexec %s "$@"\n' "$PWD/postern" >$data/bin/postern
                chmod +x $data/bin/*
                PATH=$data/bin:$PATH
                trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
                {{run.Setup}}
                {{text}}
                """;
            var ran = await Run.OfAsync("bash", ["-c", script], new Dictionary<string, string> { ["TMPDIR"] = data }, TestContext.Current.CancellationToken);

            Assert.True(ran.ExitCode == 0 && ran.Output.Contains(run.Expected, StringComparison.Ordinal), ran.Both);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static bool IsElsewhere(string page, string line) => Elsewhere.Any(e => e.Page == page && (line + " ").StartsWith(e.Line, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<Fence>> BlocksAsync(string page) =>
        [.. Block().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, page), TestContext.Current.CancellationToken)).Select(m => new Fence(m.Groups[1].Value, m.Groups[2].Value.TrimEnd('\n').Split('\n')))];

    /// <param name="Language">Behind the three backticks.</param>
    private sealed record Fence(string Language, IReadOnlyList<string> Lines)
    {
        /// <summary>What is to be typed: none in a block that begins with the mark.</summary>
        public IEnumerable<string> Commands => Lines[0].StartsWith(NotRun, StringComparison.Ordinal) ? [] : Lines.Where(line => !line.Contains(NotRun, StringComparison.Ordinal) && line.Trim().Length > 0 && !line.StartsWith('#'));
    }

    [GeneratedRegex(@"^```(.*)\n((?:.|\n)*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("(?<=127.0.0.1):[0-9]+")]
    private static partial Regex AnyPort();

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
