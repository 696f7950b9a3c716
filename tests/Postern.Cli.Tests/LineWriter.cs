using System.Collections.Concurrent;
using System.Text;

namespace Postern.Cli.Tests;

/// <summary>Output that a test can wait for.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines => [.. _lines];

    public override void Write(char value) => throw new NotSupportedException("Write lines.");

    public override void Write(string? value) => WriteLine(value?.TrimEnd('\n'));

    public override void WriteLine() => WriteLine("");

    public override void WriteLine(string? value)
    {
        foreach (var line in (value ?? "").Split('\n'))
        {
            _lines.Enqueue(line);
        }
        _written.Release();
    }

    public async Task<string> WaitForAsync(string start)
    {
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }
            Assert.True(await _written.WaitAsync(TimeSpan.FromSeconds(60)), $"no line began with `{start}`; there were:\n{string.Join('\n', _lines)}");
        }
    }
}
