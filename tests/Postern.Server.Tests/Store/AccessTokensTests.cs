using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class AccessTokensTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Token_AfterItsAge_WorksOnlyWhereUseExtendsIt(bool extends, bool works)
    {
        await using var store = await TestStore.CreateAsync();
        var tokens = store.Get<AccessTokens>();
        await store.Get<UserRows>().CreateAsync("a@b", "A", passwordHash: null, isAdministrator: false, CancellationToken.None);
        var (_, full) = await tokens.IssueAsync("a@b", "t", 600, extends, manually: true, CancellationToken.None);
        store.Clock.Advance(TimeSpan.FromSeconds(400));
        Assert.NotNull(await tokens.UseAsync(full, project: null, "10.0.0.1", "agent", CancellationToken.None));
        store.Clock.Advance(TimeSpan.FromSeconds(400));
        Assert.Equal(works, await tokens.UseAsync(full, project: null, "10.0.0.1", "agent", CancellationToken.None) is not null);
        store.Clock.Advance(TimeSpan.FromSeconds(600));
        Assert.Null(await tokens.UseAsync(full, project: null, "10.0.0.1", "agent", CancellationToken.None));
        Assert.Empty(await tokens.ListAsync("a@b", CancellationToken.None));
    }
}
