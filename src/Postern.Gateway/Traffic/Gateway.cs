using System.Net;
using System.Net.Sockets;
using Postern.Gateway.Configuration;

namespace Postern.Gateway.Traffic;

/// <summary>All open ports; follows the configuration as it changes.</summary>
/// <param name="untold">Whose connections are left out of the log where they end in good order; null for nobody's.</param>
internal sealed partial class Gateway(ILogger<Gateway> logger, IPAddress? untold = null) : IAsyncDisposable
{
    private readonly Dictionary<IPEndPoint, GatewayListener> _listeners = [];
    private readonly TrafficMeter _meter = new();
    private long _version = long.MinValue;

    /// <summary>The ports that are open, by what was asked for.</summary>
    public IReadOnlyDictionary<IPEndPoint, GatewayListener> Listeners => _listeners;

    /// <summary>Opens what is new, changes what stays, then closes what is gone: a new broker can be reached before any answer names it.</summary>
    /// <returns>What could not be done; all else holds.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(GatewaySettings settings)
    {
        if (settings.Version < _version)
        {
            return [$"version {settings.Version} is older than {_version}, which holds; set a higher one"];
        }

        _version = settings.Version;
        var mistakes = new List<string>();
        var gone = _listeners.Keys.Except(settings.Listeners.Select(l => l.Listen)).ToList();
        foreach (var moved in gone.Where(at => at.Port != 0 && settings.Listeners.Any(l => l.Listen.Port == at.Port && !_listeners.ContainsKey(l.Listen))))
        {
            await CloseAsync(moved); // its port at another address, such as one in the stead of all: both cannot be open
        }

        foreach (var wanted in settings.Listeners.Where(l => !_listeners.ContainsKey(l.Listen)))
        {
            try
            {
                _listeners[wanted.Listen] = new GatewayListener(wanted, _meter, logger, untold);
            }
            catch (SocketException e)
            {
                mistakes.Add($"{wanted.Listen} cannot be listened on: {e.Message}");
            }
        }

        foreach (var wanted in settings.Listeners)
        {
            _listeners.GetValueOrDefault(wanted.Listen)?.Change(wanted);
        }

        foreach (var at in gone)
        {
            await CloseAsync(at);
        }

        LogApplied(settings.Version, _listeners.Count);
        return mistakes;
    }

    private async Task CloseAsync(IPEndPoint at)
    {
        if (_listeners.Remove(at, out var listener))
        {
            await listener.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners.Values)
        {
            await listener.DisposeAsync();
        }

        _meter.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "Configuration {Version} holds; {Count} ports are open")]
    private partial void LogApplied(long version, int count);
}
