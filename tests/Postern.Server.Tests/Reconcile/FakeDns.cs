using System.Net;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;

namespace Postern.Server.Tests.Reconcile;

/// <summary>One record a name, which tests change as somebody else would.</summary>
internal sealed class FakeDns : INamePublisher
{
    public Dictionary<string, string?> Records { get; } = [];

    /// <summary>Each with whether it was awaited.</summary>
    public List<bool> Looks { get; } = [];

    /// <summary>Whether looks that nobody waits for are put off.</summary>
    public bool IsBusy { get; set; }

    /// <summary>How many names of one look are answered; the others are told to come again in 200 milliseconds.</summary>
    public int AtOnce { get; set; } = int.MaxValue;

    /// <summary>What changes end with; null where they are made.</summary>
    public string? Refusal { get; set; }

    public Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) => PutAsync(host, PublishedName.Record("A", addresses[0].ToString()));

    public Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken) => PutAsync(host, PublishedName.Alias(target));

    public Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken) => PutAsync(host, null);

    public Task<IReadOnlyDictionary<string, PublishedName>> LookAsync(IReadOnlyCollection<string> hosts, bool isAwaited, CancellationToken cancellationToken)
    {
        Looks.Add(isAwaited);
        return Task.FromResult<IReadOnlyDictionary<string, PublishedName>>(hosts.Select((host, at) => (host, at)).ToDictionary(one => one.host, one =>
            IsBusy && !isAwaited ? new PublishedName("the test's DNS", null, "busy")
            : one.at >= AtOnce ? new PublishedName("the test's DNS", null, "too many") { RetryAfter = TimeSpan.FromMilliseconds(200) }
            : new PublishedName("the test's DNS", Records.GetValueOrDefault(one.host) is { } record ? [record] : [])));
    }

    private Task<string?> PutAsync(string host, string? record)
    {
        Records[host] = Refusal is null ? record : Records.GetValueOrDefault(host);
        return Task.FromResult(Refusal);
    }
}
