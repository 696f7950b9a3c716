using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Region.Dns;
using Postern.Region.Elb;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Tests.Dns;

/// <summary>DNS UPDATE as a publisher speaks it, over a real socket.</summary>
public sealed class PublicDnsTests : IAsyncLifetime
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly string _folder = Directory.CreateTempSubdirectory("postern-dns-").FullName;
    private readonly RegionStore _store;
    private readonly RegionOptions _options;
    private readonly VpcNetworks _networks = new(RegionMode.Root);
    private readonly PublicDns _dns;

    public PublicDnsTests()
    {
        _store = new RegionStore(new Journal(_folder));
        _options = new RegionOptions { Data = _folder, Port = FreePort(), DnsKey = new DnsKey("postern", Secret) };
        _dns = new PublicDns(_store, new TargetHealthBoard(TimeProvider.System), _networks, _options, NullLogger<PublicDns>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _dns.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _dns.StopAsync(CancellationToken.None);
        _dns.Dispose();
        _networks.Dispose();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Update_Signed_IsAnswered()
    {
        Assert.Equal(ReturnCode.NoError, await UpdateAsync("postern", Secret, new AddRecordUpdate(A("pg-demo", "10.0.0.1")), new AddRecordUpdate(A("pg-demo", "10.0.0.2"))));

        Assert.Equal(["10.0.0.1", "10.0.0.2"], await AskAsync("pg-demo"));
    }

    [Fact]
    public async Task Update_DeleteOneOrAll_LeavesTheRest()
    {
        await UpdateAsync("postern", Secret, new AddRecordUpdate(A("pg", "10.0.0.1")), new AddRecordUpdate(A("pg", "10.0.0.2")));
        Assert.Equal(ReturnCode.NoError, await UpdateAsync("postern", Secret, new DeleteRecordUpdate(A("pg", "10.0.0.1"))));
        Assert.Equal(["10.0.0.2"], await AskAsync("pg"));
        Assert.Equal(ReturnCode.NoError, await UpdateAsync("postern", Secret, new DeleteAllRecordsUpdate(Name("pg"), RecordType.A)));

        Assert.Empty(await AskAsync("pg"));
        Assert.Empty(_store.Snapshot.All<DnsRecord>());
    }

    [Fact]
    public async Task Update_ReplacedInOneGo_HasTheNewOnly()
    {
        await UpdateAsync("postern", Secret, new AddRecordUpdate(A("pg", "10.0.0.1")));
        await UpdateAsync("postern", Secret, new DeleteAllRecordsUpdate(Name("pg"), RecordType.Any), new AddRecordUpdate(A("pg", "10.0.0.9")));

        Assert.Equal(["10.0.0.9"], await AskAsync("pg"));
    }

    [Fact]
    public async Task Update_WrongSecretOrKeyOrNone_ChangesNothing()
    {
        Assert.Equal(ReturnCode.NotAuthoritive, await UpdateAsync("postern", new byte[32], new AddRecordUpdate(A("pg", "10.0.0.1"))));
        Assert.Equal(ReturnCode.NotAuthoritive, await UpdateAsync("other", Secret, new AddRecordUpdate(A("pg", "10.0.0.1"))));
        Assert.Equal(ReturnCode.NotAuthoritive, await UpdateAsync(null, Secret, new AddRecordUpdate(A("pg", "10.0.0.1"))));

        Assert.Empty(_store.Snapshot.All<DnsRecord>());
    }

    [Fact]
    public async Task Update_TypeThatIsNotKept_SaysSoAndChangesNothing()
    {
        Assert.Equal(ReturnCode.NotImplemented, await UpdateAsync("postern", Secret, new AddRecordUpdate(A("pg", "10.0.0.1")), new AddRecordUpdate(new AaaaRecord(Name("pg"), 5, IPAddress.IPv6Loopback))));

        Assert.Empty(_store.Snapshot.All<DnsRecord>());
    }

    [Fact]
    public async Task AnyDatagram_Garbage_DoesNotStopTheServer()
    {
        var random = new Random(20260104);
        using var socket = new UdpClient();
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 50; i++)   // no more at once than a socket's buffer holds
            {
                var bytes = new byte[random.Next(1, 80)];
                random.NextBytes(bytes);
                await socket.SendAsync(bytes, new IPEndPoint(IPAddress.Loopback, _options.Port), Cancel);
            }

            Assert.Equal(ReturnCode.NoError, await UpdateAsync("postern", Secret, new AddRecordUpdate(A("pg", $"10.0.0.{round}"))));
        }

        Assert.Equal(6, (await AskAsync("pg")).Count());
    }

    private static DomainName Name(string label) => DomainName.Parse(label + ".postern.internal");

    private static ARecord A(string label, string ip) => new(Name(label), 5, IPAddress.Parse(ip));

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private DnsClient Client() => new([IPAddress.Loopback], [new UdpClientTransport(_options.Port)], true, 5000);

    private async Task<ReturnCode?> UpdateAsync(string? key, byte[] secret, params UpdateBase[] changes)
    {
        var update = new DnsUpdateMessage { ZoneName = DomainName.Parse("postern.internal") };
        update.Updates.AddRange(changes);
        if (key is not null)
        {
            update.TSigOptions = new TSigRecord(DomainName.Parse(key), TSigAlgorithm.Sha256, DateTime.Now, TimeSpan.FromMinutes(5), update.TransactionID, ReturnCode.NoError, null, secret);
        }

        return (await Client().SendUpdateAsync(update, Cancel))?.ReturnCode;
    }

    private async Task<IEnumerable<string>> AskAsync(string label) =>
        ((await Client().ResolveAsync(Name(label), RecordType.A, token: Cancel))?.AnswerRecords ?? []).OfType<ARecord>().Select(a => a.Address.ToString()).Order(StringComparer.Ordinal);
}
