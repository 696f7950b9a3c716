using Microsoft.EntityFrameworkCore;
using Npgsql;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Tests.Store;

public sealed class PostgresStoreTests
{
    [Fact]
    public async Task Migrate_ReplicasThatStartTogetherOnAnEmptyDatabase_AllComeUp()
    {
        var postgreSql = await PostgresCluster.NewDatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TestStore.OpenAsync(postgreSql))));
        foreach (var store in stores)
        {
            await using (store)
            await using (var db = store.Open())
            {
                Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Theory]
    [InlineData("Host=db", 30, 200)]
    [InlineData("Host=db;Maximum Pool Size=100", 100, 200)]
    [InlineData("Host=db;MaxPoolSize=7;Max Auto Prepare=0", 7, 0)]
    [InlineData("Host=db;MaxAutoPrepare=5", 30, 5)]
    public void Pool_OpensFewerConnectionsThanPostgreSqlAdmitsAndPrepares_UnlessToldOtherwise(string given, int connections, int prepared)
    {
        var completed = new NpgsqlConnectionStringBuilder(PostgresStore.Completed(given));
        Assert.Equal((connections, prepared), (completed.MaxPoolSize, completed.MaxAutoPrepare));
    }
}
