using Npgsql;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Tests.Store;

public sealed class PostgresStoreTests
{
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
