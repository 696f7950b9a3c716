using Postern.Region.State;

namespace Postern.Region.Tests.State;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postern-journal-").FullName;

    private string File => Path.Combine(_folder, "journal.jsonl");

    [Fact]
    public void Load_AfterChanges_HasTheLastOfEach()
    {
        using (var store = new RegionStore(new Journal(_folder)))
        {
            store.Change(t => t.Put(Vpc("vpc-1")));
            store.Change(t => t.Put(Vpc("vpc-1") with { DnsHostnames = true }));
            store.Change(t => t.Put(Vpc("vpc-2")));
            store.Change(t => t.Remove(Vpc("vpc-2")));
        }

        using var again = new RegionStore(new Journal(_folder));
        Assert.True(Assert.Single(again.Snapshot.All<Vpc>()).DnsHostnames);
    }

    [Fact]
    public void Load_LastLineTorn_IgnoresIt()
    {
        using (var store = new RegionStore(new Journal(_folder)))
        {
            store.Change(t => t.Put(Vpc("vpc-1")));
            store.Change(t => t.Put(Vpc("vpc-2")));
        }

        var text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text[..^7]);
        using (var torn = new RegionStore(new Journal(_folder)))
        {
            Assert.Equal("vpc-1", Assert.Single(torn.Snapshot.All<Vpc>()).Id);
            torn.Change(t => t.Put(Vpc("vpc-3")));
        }

        using var again = new RegionStore(new Journal(_folder));
        Assert.Equal(["vpc-1", "vpc-3"], again.Snapshot.All<Vpc>().Select(v => v.Id));
    }

    [Fact]
    public void Load_LineInTheMiddleUnreadable_RefusesAndKeepsTheFile()
    {
        using (var store = new RegionStore(new Journal(_folder)))
        {
            store.Change(t => t.Put(Vpc("vpc-1")));
            store.Change(t => t.Put(Vpc("vpc-2")));
        }

        var text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text[3..]);
        using var journal = new Journal(_folder);

        Assert.Contains("Line 1", Assert.Throws<IOException>(() => new RegionStore(journal)).Message, StringComparison.Ordinal);
        Assert.Equal(text[3..], System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Change_ThatThrows_LeavesNoTrace()
    {
        using (var store = new RegionStore(new Journal(_folder)))
        {
            Assert.Throws<InvalidOperationException>(() => store.Change(t =>
            {
                t.Put(Vpc("vpc-1"));
                throw new InvalidOperationException();
            }));
            Assert.Empty(store.Snapshot.All());
        }

        using var again = new RegionStore(new Journal(_folder));
        Assert.Empty(again.Snapshot.All());
    }

    [Fact]
    public void Change_Thousands_KeepsTheFileShort()
    {
        using var store = new RegionStore(new Journal(_folder));
        for (var i = 0; i < 20_010; i++)
        {
            store.Change(t => t.Put(Vpc("vpc-1")));
        }

        Assert.InRange(System.IO.File.ReadLines(File).Count(), 1, 100);
    }

    [Fact]
    public void New_FolderInUse_SaysSo()
    {
        using var first = new Journal(_folder);

        Assert.Contains("in use by another region", Assert.Throws<IOException>(() => new Journal(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Secrets_AreForTheOwnerOnly()
    {
        using var store = new RegionStore(new Journal(_folder));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Vpc Vpc(string id) => new() { Id = id, Account = "1", Region = "eu-west-1", Cidr = "10.0.0.0/16" };
}
