namespace Postern.Server.Tests.Store;

/// <summary>What a store test is run on.</summary>
public enum Database
{
    Sqlite,
    PostgreSql,
}

/// <summary>Stops what the tests of the run shared.</summary>
public sealed class SharedDatabases : IDisposable
{
    public void Dispose() => PostgresCluster.Stop();
}
