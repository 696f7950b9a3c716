using System.Security.Cryptography.X509Certificates;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Tests.Runtime;

public sealed class ServiceCertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly List<string> Hosts = [.. new HostNames("postern.internal").All("my-pg", "demo", null)];

    [Fact]
    public void Issue_IsTrustedThroughTheProjectsAuthority()
    {
        var (authority, authorityKey) = ProjectCa.Create("demo", Now);
        var (certificate, key) = ServiceCertificate.Issue(authority, authorityKey, Hosts, Now);
        using var root = X509Certificate2.CreateFromPem(authority);
        using var leaf = X509Certificate2.CreateFromPem(certificate, key);
        using var chain = new X509Chain();
        (chain.ChainPolicy.TrustMode, chain.ChainPolicy.RevocationMode, chain.ChainPolicy.VerificationTime) = (X509ChainTrustMode.CustomRootTrust, X509RevocationMode.NoCheck, Now.UtcDateTime.AddDays(1));
        chain.ChainPolicy.CustomTrustStore.Add(root);
        Assert.True(chain.Build(leaf), string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation)));
        Assert.True(leaf.HasPrivateKey);
        Assert.All(Hosts, host => Assert.True(leaf.MatchesHostname(host), host));
        Assert.False(leaf.MatchesHostname("other-demo.postern.internal"));
    }

    [Fact]
    public void IsGood_OtherHostsOrNearItsEnd_IsNot()
    {
        var (authority, authorityKey) = ProjectCa.Create("demo", Now);
        var (certificate, _) = ServiceCertificate.Issue(authority, authorityKey, Hosts, Now);
        Assert.True(ServiceCertificate.IsGood(certificate, authority, Hosts, Now));
        Assert.False(ServiceCertificate.IsGood(certificate, authority, [.. Hosts, "one-more.postern.internal"], Now));
        Assert.False(ServiceCertificate.IsGood(certificate, authority, Hosts, Now.AddDays(800)));
        Assert.False(ServiceCertificate.IsGood(certificate, ProjectCa.Create("demo", Now).Certificate, Hosts, Now));
    }
}
