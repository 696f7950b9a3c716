namespace Postern.Gateway.Traffic;

/// <param name="Open">Connections that last.</param>
internal readonly record struct TrafficTotals(long Connections, long Failures, long Requests, long BytesUp, long BytesDown, int Open);

/// <summary>The connections of one endpoint to one port: what those carried that ended, and what those have so far that last.</summary>
internal sealed class TrafficCount
{
    private readonly Lock _changing = new();
    private readonly HashSet<GatewayConnection> _open = [];
    private TrafficTotals _ended;

    public TrafficTotals Totals
    {
        get
        {
            lock (_changing)
            {
                return _open.Aggregate(_ended, Add) with { Open = _open.Count };
            }
        }
    }

    public void Begin(GatewayConnection connection)
    {
        lock (_changing)
        {
            _open.Add(connection);
        }
    }

    public void End(GatewayConnection connection, bool isFailure)
    {
        lock (_changing)
        {
            _open.Remove(connection);
            _ended = Add(_ended, connection);
            _ended = _ended with { Failures = _ended.Failures + (isFailure ? 1 : 0) };
        }
    }

    private static TrafficTotals Add(TrafficTotals totals, GatewayConnection connection) => totals with
    {
        Connections = totals.Connections + 1,
        Requests = totals.Requests + connection.Requests,
        BytesUp = totals.BytesUp + connection.BytesUp,
        BytesDown = totals.BytesDown + connection.BytesDown,
    };
}
