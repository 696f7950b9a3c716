using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Postern.Gateway.Tests;

/// <summary>What the gateway says: to be waited for, and in the diagnostics of the test run.</summary>
internal sealed class LineLogger : ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        Count++;
        _lines.Writer.TryWrite(line);
        TestContext.Current.SendDiagnosticMessage(line);
    }

    /// <summary>How many lines were said; those that were waited past included.</summary>
    public int Count { get; private set; }

    /// <summary>The next line that has these words.</summary>
    public async Task<string> LineAsync(string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(patience.Token);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }
}
