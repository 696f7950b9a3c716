using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Postern.EndToEnd.Tests;

/// <summary>What pages tell strangers to type is typed as it stands there, but for the ports and the folders.</summary>
public sealed partial class DocsTests
{
    [Theory]
    [InlineData("region-aws-cli.md", "<title>Directory listing for /</title>")]
    [InlineData("region-ci.md", "arn:aws:iam::111111111111:user/ci")]
    [InlineData("tutorial.md", "hello through 10.1.2.")]
    public async Task Page_RunBlockByBlock_EndsWell(string page, string expected)
    {
        var data = Directory.CreateTempSubdirectory("postern-docs-").FullName;
        try
        {
            var text = string.Join('\n', Block().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", page), TestContext.Current.CancellationToken)).Select(m => m.Groups[1].Value));
            var port = FreePort();
            text = AnyPort().Replace(text, $":{port}").Replace("--data /tmp/region", $"--data {data} --port {port}", StringComparison.Ordinal)
                .Replace("./postern up\n", $"./postern up --data {data} --api-port {FreePort()} --aws-port {port} >{data}/said &\nuntil grep -q ^ready {data}/said; do sleep 0.1; done\n", StringComparison.Ordinal)
                .Replace("~/.local/share/postern", data, StringComparison.Ordinal)
                .Replace("--port 4600", $"--port {port}", StringComparison.Ordinal).Replace("./run-my-tests", "aws sts get-caller-identity", StringComparison.Ordinal);

            // For the aws of distributions, which does not read AWS_ENDPOINT_URL yet; and the regions that the page leaves running are stopped.
            var script = $$"""
                set -eu
                aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
                trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
                {{text}}
                """;
            var run = await Run.OfAsync("bash", ["-c", script], new Dictionary<string, string> { ["TMPDIR"] = data }, TestContext.Current.CancellationToken);

            Assert.True(run.ExitCode == 0 && run.Output.Contains(expected, StringComparison.Ordinal), run.Both);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [GeneratedRegex(@"^```\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
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
