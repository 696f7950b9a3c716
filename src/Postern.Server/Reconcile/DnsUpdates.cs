using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;

namespace Postern.Server.Reconcile;

/// <summary>
/// Publishes host names by DNS UPDATE (RFC 2136) signed with a shared key (RFC 8945).
/// </summary>
internal sealed class DnsUpdates(DnsOptions options, TimeProvider clock) : INamePublisher
{
    private const int TimeToLive = 30, TimeoutMilliseconds = 3000;

    private static readonly TimeSpan Fudge = TimeSpan.FromMinutes(5);

    public Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) =>
        SendAsync(host, [.. addresses.Select(address => new ARecord(DomainName.Parse(host), TimeToLive, address))], cancellationToken);

    public Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken) =>
        SendAsync(host, [new CNameRecord(DomainName.Parse(host), TimeToLive, DomainName.Parse(target))], cancellationToken);

    public Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken) => SendAsync(host, [], cancellationToken);

    private async Task<string?> SendAsync(string host, IReadOnlyList<DnsRecordBase> records, CancellationToken cancellationToken)
    {
        var message = new DnsUpdateMessage { ZoneName = DomainName.Parse(options.Domain) };
        message.Updates.Add(new DeleteAllRecordsUpdate(DomainName.Parse(host), RecordType.Any));
        foreach (var record in records)
        {
            message.Updates.Add(new AddRecordUpdate(record));
        }

        var (name, secret) = options.Secret()!.Value;
        message.TSigOptions = new TSigRecord(
            DomainName.Parse(name), TSigAlgorithm.Sha256, clock.GetUtcNow().UtcDateTime, Fudge, message.TransactionID, ReturnCode.NoError, null, secret);
        var server = IPEndPoint.Parse(options.Server);
        using var client = new DnsClient([server.Address], [new UdpClientTransport(server.Port)], true, TimeoutMilliseconds);
        var answer = await client.SendUpdateAsync(message, cancellationToken);
        return answer switch
        {
            null => $"The DNS server {options.Server} did not answer the update of {host}.",
            { ReturnCode: ReturnCode.NoError } => null,
            _ => $"The DNS server {options.Server} refused the update of {host}: {answer.ReturnCode}.",
        };
    }
}
