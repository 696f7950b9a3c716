using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;
using Postern.Server.Reconcile;

namespace Postern.Server.Tests.Reconcile;

public sealed class DnsUpdatesTests
{
    private static readonly byte[] Secret = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_SignedAndWhole_ReplacesTheName()
    {
        using var server = new Server();
        var publisher = new DnsUpdates(server.Options(Secret), TimeProvider.System);
        Assert.Null(await publisher.PublishAliasAsync("privatelink-1-my-pg-demo.postern.internal", "vpce-1.test", Cancellation));
        Assert.Null(await publisher.PublishAddressesAsync("my-pg-demo.postern.internal", [IPAddress.Parse("10.1.2.4")], Cancellation));
        Assert.Null(await publisher.WithdrawAsync("my-pg-demo.postern.internal", Cancellation));
        Assert.Equal(
            [
                "privatelink-1-my-pg-demo.postern.internal. -ANY", "privatelink-1-my-pg-demo.postern.internal. +CNAME vpce-1.test.",
                "my-pg-demo.postern.internal. -ANY", "my-pg-demo.postern.internal. +A 10.1.2.4", "my-pg-demo.postern.internal. -ANY",
            ],
            server.Changes);
    }

    [Fact]
    public async Task Publish_WrongKey_SaysThatItWasRefused()
    {
        using var server = new Server();
        var publisher = new DnsUpdates(server.Options([.. Secret.Reverse()]), TimeProvider.System);
        var problem = await publisher.PublishAliasAsync("a.postern.internal", "b.test", Cancellation);
        Assert.Contains("a.postern.internal", problem, StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Theory]
    [InlineData("alias.postern.internal", "CNAME vpce-1.test")]
    [InlineData("address.postern.internal", "A 10.1.2.4")]
    [InlineData("gone.postern.internal", null)]
    public async Task Look_SaysWhatTheServerAnswersForTheName(string host, string? expected)
    {
        using var server = new Server();
        var options = server.Options(Secret);
        var seen = (await new DnsUpdates(options, TimeProvider.System).LookAsync([host], isAwaited: true, Cancellation))[host];
        Assert.Equal(expected is null ? [] : [expected], seen.Records!);
        Assert.Equal($"DNS server {options.Server}", seen.Place);
    }

    [Fact]
    public async Task Look_RefusedAnswer_IsAProblem()
    {
        using var server = new Server();
        var seen = await new DnsUpdates(server.Options(Secret), TimeProvider.System).LookAsync(["refused.postern.internal", "alias.postern.internal"], isAwaited: true, Cancellation);
        Assert.Null(seen["refused.postern.internal"].Records);
        Assert.Equal("It answers Refused.", seen["refused.postern.internal"].Problem);
        Assert.Equal(["CNAME vpce-1.test"], seen["alias.postern.internal"].Records!);
    }

    [Theory]
    [InlineData("", "", "", null)]
    [InlineData("127.0.0.1:53", "k:AQID", "", null)]
    [InlineData("", "", "Z0123456789", null)]
    [InlineData("127.0.0.1", "k:AQID", "", "Postern:Dns:Server")]
    [InlineData("localhost:53", "k:AQID", "", "Postern:Dns:Server")]
    [InlineData("127.0.0.1:53", "AQID", "", "Postern:Dns:Key")]
    [InlineData("127.0.0.1:53", "k:not base64", "", "Postern:Dns:Key")]
    [InlineData("127.0.0.1:53", "k:AQID", "Z0123456789", "Postern:Dns:HostedZone and Postern:Dns:Server")]
    [InlineData("", "", "/hostedzone/Z0123456789", "Postern:Dns:HostedZone")]
    public void Options_Bad_NameTheKey(string server, string key, string hostedZone, string? expected)
    {
        var mistake = DnsOptions.Mistake(new DnsOptions { Server = server, Key = key, HostedZone = hostedZone });
        Assert.Equal(expected is null, mistake is null);
        Assert.StartsWith(expected ?? "", mistake ?? "", StringComparison.Ordinal);
    }

    /// <summary>Takes updates that are signed with the key, and remembers them; has answers of its own.</summary>
    private sealed class Server : IDisposable
    {
        private readonly DnsServer _server;
        private readonly int _port;

        public Server()
        {
            using (var free = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
            {
                _port = ((IPEndPoint)free.Client.LocalEndPoint!).Port;
            }

            _server = new DnsServer([new UdpServerTransport(new IPEndPoint(IPAddress.Loopback, _port))]) { TsigKeySelector = (_, _, _) => Secret };
            _server.QueryReceived += (_, e) =>
            {
                if (e.Query is DnsMessage query)
                {
                    e.Response = Answer(query);
                    return Task.CompletedTask;
                }

                var update = (DnsUpdateMessage)e.Query;
                var answer = update.CreateResponseInstance();
                answer.ReturnCode = update.TSigOptions?.ValidationResult == ReturnCode.NoError ? ReturnCode.NoError : ReturnCode.Refused;
                if (answer.ReturnCode == ReturnCode.NoError)
                {
                    Changes.AddRange(update.Updates.Select(Text));
                }

                e.Response = answer;
                return Task.CompletedTask;
            };
            _server.Start();
        }

        public List<string> Changes { get; } = [];

        public DnsOptions Options(byte[] secret) => new() { Server = $"127.0.0.1:{_port}", Key = "postern:" + Convert.ToBase64String(secret) };

        public void Dispose() => _server.Stop();

        private static DnsMessage Answer(DnsMessage query)
        {
            var (answer, name, target) = (query.CreateResponseInstance(), query.Questions[0].Name, DomainName.Parse("vpce-1.test"));
            answer.ReturnCode = name.Labels[0] switch { "gone" => ReturnCode.NxDomain, "refused" => ReturnCode.Refused, _ => ReturnCode.NoError };
            answer.AnswerRecords.AddRange(name.Labels[0] switch
            {
                "alias" => [new CNameRecord(name, 30, target), new ARecord(target, 30, IPAddress.Parse("10.0.0.1"))],
                "address" => [new ARecord(name, 30, IPAddress.Parse("10.1.2.4"))],
                _ => Array.Empty<DnsRecordBase>(),
            });
            return answer;
        }

        private static string Text(UpdateBase change) => change switch
        {
            AddRecordUpdate { Record: ARecord a } => $"{a.Name} +A {a.Address}",
            AddRecordUpdate { Record: CNameRecord c } => $"{c.Name} +CNAME {c.CanonicalName}",
            DeleteAllRecordsUpdate { RecordType: RecordType.Any } all => $"{all.Name} -ANY",
            _ => change.ToString()!,
        };
    }
}
