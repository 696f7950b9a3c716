using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Postern.Region.Tests;

/// <summary>What a region says, so that a test waits for what happens on other threads until it is told.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public async Task WaitAsync(string part, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        while (!(await _lines.Reader.ReadAsync(late.Token)).Contains(part, StringComparison.Ordinal))
        {
            // Something else.
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Writer.TryWrite(formatter(state, exception));

    public void Dispose()
    {
    }
}
