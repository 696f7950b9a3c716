using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;
using Postern.Server.Catalogue;

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

    public async Task<IReadOnlyDictionary<string, PublishedName>> LookAsync(IReadOnlyCollection<string> hosts, bool isAwaited, CancellationToken cancellationToken)
    {
        var (found, isSilent) = (new Dictionary<string, PublishedName>(StringComparer.Ordinal), false);
        foreach (var host in hosts)
        {
            var answer = isSilent ? null : await AskAsync(host, cancellationToken);
            isSilent = answer is null;
            found[host] = Seen(host, answer);
        }

        return found;
    }

    /// <summary>A question for addresses is answered with the alias where there is one: https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2</summary>
    private async Task<DnsMessage?> AskAsync(string host, CancellationToken cancellationToken)
    {
        using var client = Client();
        return await client.ResolveAsync(DomainName.Parse(host), RecordType.A, token: cancellationToken);
    }

    private PublishedName Seen(string host, DnsMessage? answer)
    {
        var (name, place) = (DomainName.Parse(host), $"DNS server {options.Server}");
        return answer switch
        {
            { ReturnCode: ReturnCode.NoError or ReturnCode.NxDomain } => new PublishedName(place, [.. answer.AnswerRecords.Where(record => record.Name.Equals(name, ignoreCase: true)).Select(Text)]),
            { } => new PublishedName(place, null, $"It answers {answer.ReturnCode}."),
            null => new PublishedName(place, null, "It does not answer."),
        };
    }

    private static string Text(DnsRecordBase record) => record switch
    {
        CNameRecord alias => PublishedName.Alias(alias.CanonicalName.ToString()),
        ARecord { Address: var address } => PublishedName.Record("A", address.ToString()),
        _ => record.RecordType.ToString(),
    };

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
        using var client = Client();
        var answer = await client.SendUpdateAsync(message, cancellationToken);
        return answer switch
        {
            null => $"The DNS server {options.Server} did not answer the update of {host}.",
            { ReturnCode: ReturnCode.NoError } => null,
            _ => $"The DNS server {options.Server} refused the update of {host}: {answer.ReturnCode}.",
        };
    }

    private DnsClient Client()
    {
        var server = IPEndPoint.Parse(options.Server);
        return new DnsClient([server.Address], [new UdpClientTransport(server.Port)], true, TimeoutMilliseconds);
    }
}
