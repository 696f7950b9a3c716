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

    /// <summary>Nothing is remembered between requests: what another replica has written holds from the next one on.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Holder_IsWhatTheyAreNow(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (tokens, members) = (store.Get<AccessTokens>(), store.Get<MemberRows>());
        await store.Get<UserRows>().CreateAsync("a@b", "A", passwordHash: null, isAdministrator: false, CancellationToken.None);
        await store.Get<UserRows>().CreateAsync("root@b", "R", passwordHash: null, isAdministrator: true, CancellationToken.None);
        await store.Get<ProjectRows>().CreateAsync("demo", account: null, TestStore.Cell, basePort: null, tags: [], techEmails: [], actor: "root@b", CancellationToken.None);
        var (_, full) = await tokens.IssueAsync("a@b", "t", maxAgeSeconds: null, extendWhenUsed: false, manually: true, CancellationToken.None);
        var (_, administrators) = await tokens.IssueAsync("root@b", "t", maxAgeSeconds: null, extendWhenUsed: false, manually: true, CancellationToken.None);

        Assert.Equal(("a@b", true, null), await WhoAsync(full, "demo"));
        await members.EnsureAsync("demo", "a@b", Role.Operator, CancellationToken.None);
        Assert.Equal(("a@b", true, Role.Operator), await WhoAsync(full, "demo"));
        Assert.Equal(("a@b", false, null), await WhoAsync(full, "nowhere"));
        Assert.Equal(("a@b", false, null), await WhoAsync(full, null));
        Assert.Equal(("root@b", true, Role.Admin), await WhoAsync(administrators, "demo"));
        Assert.Equal(("root@b", false, null), await WhoAsync(administrators, "nowhere"));
        await members.ChangeAsync("demo", "a@b", role: null, "root@b", CancellationToken.None);
        Assert.Equal(("a@b", true, null), await WhoAsync(full, "demo"));
        await tokens.RevokeAsync("a@b", full, CancellationToken.None);
        Assert.Null(await WhoAsync(full, "demo"));

        async Task<(string Email, bool HasProject, Role? Role)?> WhoAsync(string token, string? project) =>
            await tokens.UseAsync(token, project, ip: null, userAgent: null, CancellationToken.None) is { } holder ? (holder.User.Email, holder.HasProject, holder.Role) : null;
    }
}
