using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>Keeps this process the owner of its cell, or waits to become it.</summary>
internal sealed class CellHold(Leases leases, Cloud cloud, TimeProvider clock)
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(15), RenewEvery = Ttl / 3;

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private Lease? _lease;
    private DateTimeOffset _renewedAt;

    /// <summary>What this process holds now; null while it is another's.</summary>
    public Lease? Current => _lease;

    /// <summary>The lease, taken or renewed as needed; null while somebody else holds the cell.</summary>
    public async Task<Lease?> KeepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_lease is null)
        {
            (_lease, _renewedAt) = (await leases.TakeAsync(cloud.Name, _owner, Ttl, cancellationToken), now);
        }
        else if (!leases.IsPresent(_lease))
        {
            // Others may have taken it already; what is under way ends, and the next look takes a new one.
            _lease = null;
        }
        else if (now - _renewedAt >= RenewEvery)
        {
            (_lease, _renewedAt) = (await leases.RenewAsync(_lease, Ttl, cancellationToken) ? _lease : null, now);
        }

        return _lease;
    }

    public Task ReleaseAsync() => _lease is { } lease ? leases.ReleaseAsync(lease, CancellationToken.None) : Task.CompletedTask;
}
