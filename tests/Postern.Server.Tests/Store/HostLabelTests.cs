using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class HostLabelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Add_TwoWithOneHostLabelInTheSameMoment_IsAConflict(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var network = await store.VpcAsync();
        await using var one = store.Open();
        one.Services.Add(Service("my-a", "demo", network));
        await one.SaveChangesAsync(Cancellation);

        await using var other = store.Open();
        other.Services.Add(Service("my", "a-demo", network));
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => other.SaveChangesAsync(Cancellation));
        Assert.True(StoreConflicts.Is(error), error.ToString());

        await using var third = store.Open();
        third.Services.Add(Service("my", "demo", network));
        await third.SaveChangesAsync(Cancellation);
    }

    private static Service Service(string name, string project, ProjectVpc network) => new()
    {
        Id = $"{name}.{project}", Cell = TestStore.Cell, Project = project, Name = name, Type = "pg", Plan = "startup-4", NetworkId = network.Id, Port = name.Length, AdminPassword = "", DueAt = network.DueAt, CreatedAt = network.CreatedAt, UpdatedAt = network.CreatedAt,
    };
}
