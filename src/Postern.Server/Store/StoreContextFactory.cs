using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Postern.Server.Store;

/// <summary>For <c>dotnet ef migrations add</c> only.</summary>
internal sealed class StoreContextFactory : IDesignTimeDbContextFactory<StoreContext>
{
    public StoreContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<StoreContext>().UseSqlite(StoreModule.ConnectionString("design.db")).Options, TimeProvider.System);
}
