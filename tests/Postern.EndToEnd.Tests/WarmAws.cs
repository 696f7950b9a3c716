using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.EndToEnd.Tests;

/// <summary>The aws command line, started once for many calls: it takes longer to start than to do what it is asked. Pages and scripts that are tested run it as they say.</summary>
internal sealed class WarmAws : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Clients", "aws.py")])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Repository.Root,
    })!;

    private readonly SemaphoreSlim _oneByOne = new(1);

    public async Task<Run> AskAsync(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        await _oneByOne.WaitAsync(cancellationToken);
        try
        {
            var aws = environment.Where(variable => variable.Key.StartsWith("AWS_", StringComparison.Ordinal)).ToDictionary();
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { words, environment = aws }).AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
            var answer = JsonNode.Parse(await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"aws ended at: {string.Join(' ', words)}"))!;
            return new Run((int)answer["code"]!, (string)answer["output"]!, (string)answer["error"]!);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _oneByOne.Dispose();
    }
}
