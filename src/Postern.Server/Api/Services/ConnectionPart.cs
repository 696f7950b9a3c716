using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>For which of its connections a service shows how to reach it: each has host and port of every component, and there can be a thousand.</summary>
/// <param name="Most">The first so many; null for all.</param>
/// <param name="Only">One, by its id; null for all.</param>
internal sealed record ConnectionPart(int? Most, string? Only)
{
    public static ConnectionPart All { get; } = new(null, null);

    /// <param name="connections">The active ones, in order.</param>
    public IEnumerable<Connection> Of(IEnumerable<Connection> connections)
    {
        var wanted = Only is null ? connections : connections.Where(c => c.Id == Only);
        return Most is { } most ? wanted.Take(most) : wanted;
    }
}
