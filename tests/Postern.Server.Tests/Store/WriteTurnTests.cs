using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class WriteTurnTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_WhileAnotherWrites_WaitsWithoutAThread()
    {
        await using var store = await TestStore.CreateAsync();
        await store.VpcAsync();
        await using var first = store.Open();
        await using var transaction = await first.Database.BeginTransactionAsync(Cancellation);
        var waiting = RenameAsync(store, "second");
        Assert.False(waiting.IsCompleted);
        await first.ProjectVpcs.ExecuteUpdateAsync(s => s.SetProperty(v => v.Reason, "first"), Cancellation);
        Assert.False(waiting.IsCompleted);
        await transaction.CommitAsync(Cancellation);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Transaction_GivenUp_LetsOthersWrite()
    {
        await using var store = await TestStore.CreateAsync();
        await store.VpcAsync();
        await using (var first = store.Open())
        {
            await using var transaction = await first.Database.BeginTransactionAsync(Cancellation);
            await first.ProjectVpcs.ExecuteUpdateAsync(s => s.SetProperty(v => v.Reason, "never"), Cancellation);
        }

        Assert.Equal(1, await RenameAsync(store, "second"));
    }

    [Fact]
    public async Task Write_ThatFails_LetsOthersWrite()
    {
        await using var store = await TestStore.CreateAsync();
        await store.VpcAsync();
        await using var first = store.Open();
        await Assert.ThrowsAnyAsync<Exception>(() => first.Database.ExecuteSqlRawAsync("UPDATE nothing SET x = 1", Cancellation));
        first.Cells.Add(new Cell { Name = TestStore.Cell, ExpiresAt = DateTime.UnixEpoch });
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => first.SaveChangesAsync(Cancellation));
        Assert.Equal(1, await RenameAsync(store, "second"));
    }

    private static async Task<int> RenameAsync(TestStore store, string reason)
    {
        await using var db = store.Open();
        return await db.ProjectVpcs.ExecuteUpdateAsync(s => s.SetProperty(v => v.Reason, reason), Cancellation);
    }
}
