using System.Net;
using Postern.Engine;
using Postern.Server.Catalogue;
using Postern.Server.Diagnoses;
using Postern.Server.Store;

namespace Postern.Server.Tests.Diagnoses;

public sealed class DiagnosisTests
{
    private const string Endpoint = "vpce-1", Account = "012345678901", Root = "arn:aws:iam::012345678901:root", DnsName = "vpce-1.example", Host = "privatelink-1-my-pg-demo.example";

    private static readonly Inspection Good = new(
        new InspectedLoadBalancer("arn:lb", IsActive: true, null, ["eu-west-1a", "eu-west-1b"], [], CrossZone: true),
        "com.amazonaws.vpce.eu-west-1.vpce-svc-1", IsServiceAvailable: true, [Root],
        [new EndpointConnection(Endpoint, Account, "available", DnsName, DateTime.UnixEpoch)],
        [new InspectedPort("pg", 5432, HasListener: true, [Target("healthy")])]);

    private static readonly (string Hop, Func<DiagnosisInput, DiagnosisInput> Fault)[] Faults =
    [
        ("Dns", i => i with { Link = Link(published: null) }),
        ("Dns", i => i with { Link = Link(published: "another.example") }),
        ("Dns", i => Published(i, [])),
        ("Dns", i => Published(i, ["CNAME another.example"])),
        ("Dns", i => Published(i, ["A 10.0.0.1"])),
        ("Endpoint", i => Seen(i, i.Seen with { Connections = [] })),
        ("Endpoint", i => Seen(i, i.Seen with { ServiceName = null })),
        ("Endpoint", i => Connection(i, c => c with { State = "failed" })),
        ("Permission", i => Seen(Connection(i, c => c with { State = "pendingAcceptance" }), principals: ["arn:aws:iam::210987654321:root"])),
        ("Acceptance", i => Connection(i, c => c with { State = "rejected" })),
        ("LoadBalancer", i => Seen(i, i.Seen with { LoadBalancer = null })),
        ("LoadBalancer", i => Seen(i, i.Seen with { LoadBalancer = i.Seen.LoadBalancer! with { IsActive = false } })),
        ("LoadBalancer", i => Seen(i with { Link = Link(DnsName, isActive: false) }, i.Seen with { LoadBalancer = i.Seen.LoadBalancer! with { IsActive = false, HasFailed = true } })),
        ("LoadBalancer", i => Seen(i, i.Seen with { LoadBalancer = i.Seen.LoadBalancer! with { MissingSubnets = ["subnet-2"] } })),
        ("Listener", i => Seen(i, i.Seen with { Ports = [] })),
        ("Listener", i => Seen(i, i.Seen with { Ports = [new InspectedPort("pg", 5432, HasListener: false, [])] })),
        ("TargetHealth", i => Targets(i, "unhealthy", "unhealthy")),
        ("TargetHealth", i => Targets(i)),
        ("TlsName", i => i with { CertificateHosts = new HashSet<string> { "my-pg-demo.example" } }),
    ];

    [Fact]
    public void Of_WhatWorks_FindsNothing()
    {
        var diagnosis = Diagnosis.Of(Input());
        Assert.Equal(Verdict.Ok, diagnosis.Verdict);
        Assert.Equal(Enum.GetValues<Hop>().Where(hop => hop != Hop.KafkaMetadata), diagnosis.Findings.Select(f => f.Hop));
        Assert.Equal([Hop.SecurityGroup], diagnosis.Findings.Where(f => f.Verdict != Verdict.Ok).Select(f => f.Hop));
    }

    public static TheoryData<int, string> Each => [.. Faults.Select((fault, i) => new TheoryDataRow<int, string>(i, fault.Hop))];

    [Theory, MemberData(nameof(Each))]
    public void Of_OneFault_NamesExactlyThatHopAndACure(int fault, string hop)
    {
        var diagnosis = Diagnosis.Of(Faults[fault].Fault(Input()));
        var broken = Assert.Single(diagnosis.Findings, f => f.Verdict == Verdict.Broken);
        Assert.Equal(hop, broken.Hop.ToString());
        Assert.Equal(broken, diagnosis.Obstacle);
        Assert.NotNull(broken.Cure);
    }

    [Fact]
    public void Of_NamesThatCannotBeRead_SaysSoAndHowToLook()
    {
        var dns = Diagnosis.Of(Published(Input(), null)).Findings.Single(f => f.Hop == Hop.Dns);
        Assert.Equal((Verdict.Unseen, $"dig +noall +answer {Host}"), (dns.Verdict, dns.Cure));
        Assert.Contains("what hosted zone Z1 has now could not be read: It does not answer.", dns.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatIsOnItsWay_WaitsAndBreaksNothing()
    {
        Assert.Equal(Hop.TargetHealth, Diagnosis.Of(Targets(Input(), "initial")).Obstacle!.Hop);
        Assert.Equal(Verdict.Waiting, Diagnosis.Of(Targets(Input(), "initial")).Verdict);
        Assert.Equal(Verdict.Waiting, Diagnosis.Of(Connection(Input() with { Link = Link(published: null, connected: false) }, c => c with { State = "pendingAcceptance" })).Verdict);
    }

    [Fact]
    public void Of_WhoIsConnectedButNoLongerAllowed_Warns()
    {
        var diagnosis = Diagnosis.Of(Seen(Input(), principals: []));
        Assert.Equal(Verdict.Ok, diagnosis.Verdict);
        Assert.Equal(Hop.Permission, Assert.Single(diagnosis.Findings, f => f.Verdict == Verdict.Warning).Hop);
    }

    [Fact]
    public void Of_AnImpairedLoadBalancer_WarnsWithAwssWords()
    {
        var diagnosis = Diagnosis.Of(Seen(Input(), Good with { LoadBalancer = Good.LoadBalancer! with { StateReason = "does not have the resources" } }));
        Assert.Equal(Verdict.Ok, diagnosis.Verdict);
        var warning = Assert.Single(diagnosis.Findings, f => f.Verdict == Verdict.Warning);
        Assert.Equal(Hop.LoadBalancer, warning.Hop);
        Assert.Contains("impaired. does not have the resources", warning.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Brokers_NamesTheOneThatIsSilentOrToldWrongly()
    {
        string[] all = [$"{Host}:10000", $"{Host}:10001"];
        var input = Input() with { Brokers = [new(1, 1, 10000, KafkaListener.Certificate, all, IsSeen: true), new(1, 2, 10001, KafkaListener.Certificate, all, IsSeen: true)] };
        Assert.Equal(Verdict.Ok, Diagnosis.Of(input).Verdict);

        var silent = Diagnosis.Of(input with { Brokers = [input.Brokers[0], input.Brokers[1] with { Told = null }] }).Obstacle!;
        Assert.Equal((Hop.KafkaMetadata, Verdict.Broken), (silent.Hop, silent.Verdict));
        Assert.Contains($"broker 2 at {Host}:10001", silent.Evidence, StringComparison.Ordinal);

        var wrong = Diagnosis.Of(input with { Brokers = [input.Brokers[0] with { Told = ["127.0.0.1:9092"] }, input.Brokers[1]] }).Obstacle!;
        Assert.Contains("At port 10000 clients are told 127.0.0.1:9092", wrong.Evidence, StringComparison.Ordinal);

        var unseen = Diagnosis.Of(input with { Brokers = [.. input.Brokers.Select(broker => broker with { Told = null, IsSeen = false })] });
        Assert.Equal(Verdict.Ok, unseen.Verdict);
        Assert.Contains(unseen.Findings, finding => finding is { Hop: Hop.KafkaMetadata, Verdict: Verdict.Unseen });

        var unheard = Diagnosis.Of(input with { Brokers = [.. input.Brokers.Select(broker => broker with { Told = null, IsSeen = false })], BrokersUnheardFor = TimeSpan.FromMinutes(1) }).Obstacle!;
        Assert.Equal((Hop.KafkaMetadata, Verdict.Broken), (unheard.Hop, unheard.Verdict));
        Assert.Equal(Verdict.Waiting, Diagnosis.Of(input with { BrokersUnheardFor = TimeSpan.FromSeconds(11) }).Verdict);
    }

    /// <summary>Each way to sign in is judged by itself: its brokers have ports of their own.</summary>
    [Fact]
    public void Of_BrokersBySasl_AreJudgedByTheirOwnPorts()
    {
        string[] certificate = [$"{Host}:10000"], sasl = [$"{Host}:11024"];
        var input = Input() with { Brokers = [new(1, 1, 10000, KafkaListener.Certificate, certificate, IsSeen: true), new(1, 1, 11024, KafkaListener.Sasl, sasl, IsSeen: true)] };
        Assert.Equal(Verdict.Ok, Diagnosis.Of(input).Verdict);

        var silent = Assert.Single(Diagnosis.Of(input with { Brokers = [input.Brokers[0], input.Brokers[1] with { Told = null }] }).Findings, finding => finding.Verdict == Verdict.Broken);
        Assert.Equal((Hop.KafkaMetadata, $"{Endpoint} sasl"), (silent.Hop, silent.Subject));

        var unseen = Diagnosis.Of(input with { Brokers = [input.Brokers[1] with { Told = null, IsSeen = false }] }).Findings.Single(finding => finding.Hop == Hop.KafkaMetadata);
        Assert.EndsWith("-r privatelink -a sasl", unseen.Cure, StringComparison.Ordinal);
    }

    private static DiagnosisInput Input() => Published(new(
        new Service { Id = "s", Cell = "aws-eu-west-1", Project = "demo", Name = "my-pg", Type = "pg", Plan = "startup-4", NetworkId = "n", Port = 5432, AdminPassword = "", State = ServiceState.Running, CreatedAt = default, UpdatedAt = default, DueAt = default },
        Link(DnsName), Good, null, _ => Host, new HashSet<string> { Host }), ["CNAME " + DnsName]);

    private static DiagnosisInput Published(DiagnosisInput input, IReadOnlyList<string>? records) =>
        input with { Published = new Dictionary<string, PublishedName> { [Endpoint] = new("hosted zone Z1", records, records is null ? "It does not answer." : null) } };

    private static PrivateLink Link(string? published, bool connected = true, bool isActive = true) => new()
    {
        Id = "p", Cell = "aws-eu-west-1", ServiceId = "s", Principals = [Root], AwsServiceId = isActive ? "vpce-svc-1" : null, OpenRoutes = { ["pg"] = 5432 }, CreatedAt = default, UpdatedAt = default, DueAt = default,
        Connections = connected ? [new Connection { Id = "plc1", PrivateLinkId = "p", EndpointId = Endpoint, OwnerAccount = Account, DnsName = DnsName, Ordinal = 1, PublishedDnsName = published, CreatedAt = default }] : [],
    };

    private static InspectedTarget Target(string state) => new(new IPEndPoint(IPAddress.Parse("10.0.0.5"), 5432), state);

    private static DiagnosisInput Seen(DiagnosisInput input, Inspection seen) => input with { Seen = seen };

    private static DiagnosisInput Seen(DiagnosisInput input, IReadOnlyList<string> principals) => Seen(input, input.Seen with { Principals = principals });

    private static DiagnosisInput Connection(DiagnosisInput input, Func<EndpointConnection, EndpointConnection> change) => Seen(input, input.Seen with { Connections = [.. input.Seen.Connections.Select(change)] });

    private static DiagnosisInput Targets(DiagnosisInput input, params string[] states) => Seen(input, input.Seen with { Ports = [new InspectedPort("pg", 5432, HasListener: true, [.. states.Select(Target)])] });
}
