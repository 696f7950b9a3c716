using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal static class RouteQueries
{
    /// <summary>The nodes of a service have moved: its PrivateLink, if it has one, gets a new generation, so that a pass over the old ones cannot hide it.</summary>
    public static Task RouteAnewAsync(this StoreContext db, string serviceId)
    {
        db.HasMadeDue = true;
        return db.PrivateLinks.Where(p => p.ServiceId == serviceId).ExecuteUpdateAsync(s => s
            .SetProperty(p => p.Generation, p => p.Generation + 1)
            .SetProperty(p => p.DueAt, Reconciled.First));
    }
}
