using Npgsql;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Tests.Store;

public sealed class PostgresStoreTests
{
    [Theory]
    [InlineData("Host=db", 30)]
    [InlineData("Host=db;Maximum Pool Size=100", 100)]
    [InlineData("Host=db;MaxPoolSize=7", 7)]
    public void Pool_OpensFewerConnectionsThanPostgreSqlAdmits_UnlessToldOtherwise(string given, int most) =>
        Assert.Equal(most, new NpgsqlConnectionStringBuilder(PostgresStore.Bounded(given)).MaxPoolSize);
}
