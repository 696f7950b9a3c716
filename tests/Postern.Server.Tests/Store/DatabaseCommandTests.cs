using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

/// <summary>A store goes back to what an older version knew, and forward again, with what is in it.</summary>
public sealed class DatabaseCommandTests
{
    private const string Oldest = "Initial";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task To_Oldest_ThenAStart_KeepsWhatTheOldestKnew(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        await FillAsync(store);
        var before = await store.Get<ServiceRows>().FindAsync("demo", "my-pg", Cancellation);

        var back = await RunAsync(store, "to", Oldest);

        Assert.Equal(0, back.Exit);
        var lines = back.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith("_Initial  applied", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.EndsWith("  not applied", line, StringComparison.Ordinal));
        await using (var db = store.Open())
        {
            // What an older server asks for: a table that came later is gone, the rows of older ones are not.
            Assert.Equal(1, await db.PrivateLinks.CountAsync(Cancellation));
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.PeeringConnections.CountAsync(Cancellation));
        }

        await store.Services.MigrateStoreAsync(TestStore.Cell, Cancellation);

        var after = await store.Get<ServiceRows>().FindAsync("demo", "my-pg", Cancellation);
        Assert.Equal(before!.Id, after!.Id);
        Assert.Equal(before.AdminPassword, after.AdminPassword);
        Assert.Equal(before.Tags, after.Tags);
        Assert.Empty(after.Users);
        Assert.Equal(["arn:aws:iam::012345678901:user/mwf"], after.PrivateLink!.Principals);
        Assert.All((await RunAsync(store)).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("  applied", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_WhileAServerWorks_ChangesNothing()
    {
        await using var store = await TestStore.CreateAsync(Database.PostgreSql);
        await store.LeaseAsync("replica-1");

        var run = await RunAsync(store, "to", Oldest);

        Assert.Equal(1, run.Exit);
        Assert.Contains("replica-1 works on this store. Stop every server", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not applied", (await RunAsync(store)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "'Tomorrow' is not a migration of this version. It knows: ", "to", "Tomorrow")]
    [InlineData(2, "Usage: server database [to MIGRATION]", "to")]
    [InlineData(2, "Usage: server database [to MIGRATION]", "from", "Initial")]
    public async Task Mistake_IsNamed(int exit, string message, params string[] args)
    {
        await using var store = await TestStore.CreateAsync();

        var run = await RunAsync(store, args);

        Assert.Equal(exit, run.Exit);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    private static async Task FillAsync(TestStore store)
    {
        var vpc = await store.VpcAsync();
        await using (var db = store.Open())
        {
            await db.ProjectVpcs.ExecuteUpdateAsync(s => s.SetProperty(v => v.AwsVpcId, "vpc-1").SetProperty(v => v.SecurityGroupId, "sg-1").SetProperty(v => v.SubnetIds, ["subnet-1"]), Cancellation);
        }

        Assert.Equal(ServiceRefusal.None, await store.Get<ServiceRows>().CreateAsync(new NewService
        {
            Project = "demo", Name = "my-pg", Type = "pg", Plan = "startup-4", Cloud = TestStore.Cell, ProjectVpcId = vpc.Id, UserConfig = "{}", AdminPassword = "secret", Ports = 20,
            Tags = new Dictionary<string, string> { ["team"] = "blue" },
        }, 20000, "me", Cancellation));
        Assert.Equal(PrivateLinkRefusal.None, (await store.Get<PrivateLinkRows>().CreateAsync("demo", "my-pg", ["arn:aws:iam::012345678901:user/mwf"], "me", Cancellation)).Refusal);
    }

    private static async Task<(int Exit, string Out, string Error)> RunAsync(TestStore store, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await DatabaseCommand.RunAsync(store.Services, args, output, error, Cancellation), output.ToString(), error.ToString());
    }
}
