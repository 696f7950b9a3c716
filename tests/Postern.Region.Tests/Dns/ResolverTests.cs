using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using Postern.Region.Dns;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Tests.Dns;

public sealed class ResolverTests
{
    private const string Regional = "vpce-0123456789abcdef0-abcd1234.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com";
    private static readonly RegionState State = Rows.Whole.With(Rows.Service() with { Id = "vpce-svc-0123456789abcdef0" }).With(Rows.Endpoint() with { ServiceId = "vpce-svc-0123456789abcdef0" });

    [Theory]
    [InlineData(Regional, "10.0.0.10")]
    [InlineData("VPCE-0123456789ABCDEF0-abcd1234.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com", "10.0.0.10")]
    [InlineData("vpce-0123456789abcdef0-abcd1234-eu-west-1a.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com", "10.0.0.10")]
    [InlineData("lb-1.elb.eu-west-1.amazonaws.com", "10.0.0.10 10.0.1.10")]
    [InlineData("eu-west-1b.lb-1.elb.eu-west-1.amazonaws.com", "10.0.1.10")]
    public void Answer_NamesOfAws_AreTheirInterfaces(string name, string addresses)
    {
        Assert.Equal((ReturnCode.NoError, addresses), Ask(State, name));
    }

    [Theory]
    [InlineData("vpce-0123456789abcdef0-wrong123.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com")]
    [InlineData("vpce-0123456789abcdef0-abcd1234-eu-west-1b.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com")]
    [InlineData("vpce-ffffffffffffffff0-abcd1234.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com")]
    [InlineData("eu-west-1c.lb-1.elb.eu-west-1.amazonaws.com")]
    [InlineData("example.org")]
    public void Answer_NamesOfNobody_DoNotExist(string name)
    {
        Assert.Equal((ReturnCode.NxDomain, ""), Ask(State, name));
    }

    [Fact]
    public void Answer_OtherTypeOfAnExistingName_IsEmptyButExists()
    {
        Assert.Equal((ReturnCode.NoError, ""), Ask(State, Regional, RecordType.Aaaa));
    }

    [Theory]
    [InlineData("ipv4", "10.0.0.10", "")]
    [InlineData("dualstack", "10.0.0.10", "2001:db8::a")]
    [InlineData("ipv6", "", "2001:db8::a")]
    public void Answer_DualStackEndpoint_HasTheRecordsOfItsOptions(string records, string ipv4, string ipv6)
    {
        var endpoint = State.All<VpcEndpoint>().Single(e => Regional.StartsWith(e.Id, StringComparison.Ordinal));
        var state = State.With(endpoint with { IpAddressType = "dualstack", DnsRecordIpType = records }).With(State.Get<NetworkInterface>(endpoint.NetworkInterfaceIds[0]) with { Ipv6 = "2001:db8::a" });

        Assert.Equal((ReturnCode.NoError, ipv4), Ask(state, Regional));
        Assert.Equal((ReturnCode.NoError, ipv6), Ask(state, Regional, RecordType.Aaaa));
    }

    [Fact]
    public void Answer_AliasOfAnEndpoint_IsFollowed()
    {
        var state = State.With(Record("pg.postern.internal", "CNAME", Regional));

        Assert.Equal((ReturnCode.NoError, Regional + " 10.0.0.10"), Ask(state, "PG.postern.internal"));
        Assert.Equal((ReturnCode.NoError, Regional), Ask(state, "pg.postern.internal", RecordType.CName));
    }

    [Fact]
    public void Answer_AliasToNowhere_DoesNotExist()
    {
        Assert.Equal((ReturnCode.NxDomain, "gone.example"), Ask(State.With(Record("a.example", "CNAME", "gone.example")), "a.example"));
    }

    [Fact]
    public void Answer_AliasesInACircle_EndSomewhere()
    {
        var (code, answers) = Ask(State.With(Record("a.example", "CNAME", "b.example")).With(Record("b.example", "CNAME", "a.example")), "a.example");

        Assert.Equal(ReturnCode.NoError, code);
        Assert.InRange(answers.Split(' ').Length, 2, 20);
    }

    [Fact]
    public void Answer_PublishedRecords_AreAllGiven()
    {
        var state = State.With(Record("node.example", "A", "10.0.0.1", "10.0.0.2")).With(Record("node.example", "TXT", "hello"));

        Assert.Equal((ReturnCode.NoError, "10.0.0.1 10.0.0.2"), Ask(state, "node.example"));
        Assert.Equal((ReturnCode.NoError, "hello"), Ask(state, "node.example", RecordType.Txt));
    }

    [Fact]
    public void Answer_NoQuestion_IsAFormatError()
    {
        Assert.Equal(ReturnCode.FormatError, Resolver.Answer(new Names(State, new TargetHealthBoard(TimeProvider.System), null), new DnsMessage()).ReturnCode);
    }

    [Theory]
    [InlineData("pg.example.com", "pg.example.com")]
    [InlineData("*.example.com", "pg.example.com")]
    [InlineData("*.example.com", "a.b.example.com")]
    public void Answer_PrivateName_IsTheEndpointInItsVpcOnly(string named, string asked)
    {
        var state = Named(named);

        Assert.Equal((ReturnCode.NoError, "10.0.0.10"), Ask(state, asked));
        Assert.Equal((ReturnCode.NoError, ""), Ask(state, asked, RecordType.Aaaa));
        Assert.Equal((ReturnCode.NxDomain, ""), Ask(state, asked, vpc: "vpc-p"));
        Assert.Equal((ReturnCode.NxDomain, ""), Ask(state, asked, vpc: null));
    }

    [Theory]
    [InlineData("pg.example.com", "other.example.com")]
    [InlineData("pg.example.com", "a.pg.example.com")]
    [InlineData("*.example.com", "example.com")]
    [InlineData("*.example.com", "pg.notexample.com")]
    public void Answer_NamesBesideThePrivateOne_DoNotExist(string named, string asked)
    {
        Assert.Equal((ReturnCode.NxDomain, ""), Ask(Named(named), asked));
    }

    [Fact]
    public void Answer_PrivateNameThatIsPublishedToo_IsTheEndpointInside()
    {
        var state = Named("pg.example.com").With(Record("pg.example.com", "A", "198.51.100.1"));

        Assert.Equal((ReturnCode.NoError, "10.0.0.10"), Ask(state, "pg.example.com"));
        Assert.Equal((ReturnCode.NoError, "198.51.100.1"), Ask(state, "pg.example.com", vpc: null));
    }

    [Fact]
    public void Answer_PrivateNameNotInForce_DoesNotExist()
    {
        var state = Named("pg.example.com");
        foreach (var without in new[]
        {
            state.With(state.All<VpcEndpoint>().Single() with { PrivateDnsEnabled = false }),
            state.With(state.All<VpcEndpoint>().Single() with { State = VpcEndpoint.Rejected }),
            state.With(state.Get<EndpointService>("vpce-svc-1") with { PrivateDnsState = EndpointService.VerificationFailed }),
            state.With(state.Get<Vpc>("vpc-c") with { DnsHostnames = false }),
        })
        {
            Assert.Equal((ReturnCode.NxDomain, ""), Ask(without, "pg.example.com"));
        }
    }

    [Fact]
    public void Answer_ExactNameBesideAWildcard_Wins()
    {
        var state = Named("*.example.com").With(Rows.Service() with { Id = "vpce-svc-2", PrivateDnsName = "pg.example.com", PrivateDnsState = EndpointService.Verified })
            .With(Rows.Eni("eni-d", "vpc-c", "subnet-c", "10.0.0.11", NetworkInterface.OfEndpoint))
            .With(Rows.Endpoint() with { Id = "vpce-0123456789abcdef1", ServiceId = "vpce-svc-2", PrivateDnsEnabled = true, NetworkInterfaceIds = ["eni-d"] });

        Assert.Equal((ReturnCode.NoError, "10.0.0.11"), Ask(state, "pg.example.com"));
        Assert.Equal((ReturnCode.NoError, "10.0.0.10"), Ask(state, "kafka.example.com"));
    }

    [Fact]
    public void Answer_ZoneWithoutHealthyTargets_IsLeftOutUnlessThereIsNoOther()
    {
        var (health, group) = (new TargetHealthBoard(TimeProvider.System), Rows.TargetGroup());
        Assert.Equal("10.0.0.10 10.0.1.10", Ask(State, "lb-1.elb.eu-west-1.amazonaws.com", health: health).Answers);

        health.Report(group.Id, "eni-b", "10.0.1.20", 5432, TargetHealth.Healthy);
        Assert.Equal("10.0.1.10", Ask(State, "lb-1.elb.eu-west-1.amazonaws.com", health: health).Answers);
        Assert.Equal("10.0.0.10", Ask(State, "eu-west-1a.lb-1.elb.eu-west-1.amazonaws.com", health: health).Answers);
        Assert.Equal("10.0.0.10", Ask(State, Regional, health: health).Answers);   // its only one
        var both = State.With(Rows.Endpoint() with { ServiceId = "vpce-svc-0123456789abcdef0", NetworkInterfaceIds = ["eni-c", "eni-d"] })
            .With(Rows.Service() with { Id = "vpce-svc-0123456789abcdef0" }).With(Rows.Subnet("subnet-d", "vpc-c", "b")).With(Rows.Eni("eni-d", "vpc-c", "subnet-d", "10.0.1.11", NetworkInterface.OfEndpoint));
        Assert.Equal("10.0.1.11", Ask(both, Regional, health: health).Answers);

        health.Report(group.Id, "eni-a", "10.0.0.20", 5432, TargetHealth.Healthy);
        Assert.Equal("10.0.0.10 10.0.1.10", Ask(State, "lb-1.elb.eu-west-1.amazonaws.com", health: health).Answers);
        Assert.Equal("10.0.0.10 10.0.1.11", Ask(both, Regional, health: health).Answers);
    }

    [Fact]
    public void Answer_SeveralZones_TakeTurnsInComingFirst()
    {
        string[] answers = [.. Enumerable.Range(0, 3).Select(turn => Ask(State, "lb-1.elb.eu-west-1.amazonaws.com", turn: turn).Answers)];

        Assert.Equal(["10.0.0.10 10.0.1.10", "10.0.1.10 10.0.0.10", "10.0.0.10 10.0.1.10"], answers);
    }

    /// <summary>An endpoint that has taken its service's verified private name.</summary>
    private static RegionState Named(string name) => Rows.Whole.With(Rows.Service() with { PrivateDnsName = name, PrivateDnsState = EndpointService.Verified })
        .With(Rows.Vpc("vpc-c") with { DnsSupport = true, DnsHostnames = true }).With(Rows.Endpoint() with { PrivateDnsEnabled = true });

    private static DnsRecord Record(string name, string type, params string[] values) => new() { Id = DnsRecord.IdOf(name, type), Account = "-", Region = "-", Name = name, Type = type, Values = values, TimeToLive = 5 };

    private static (ReturnCode Code, string Answers) Ask(RegionState state, string name, RecordType type = RecordType.A, string? vpc = "vpc-c", TargetHealthBoard? health = null, int turn = 0)
    {
        var query = new DnsMessage();
        query.Questions.Add(new DnsQuestion(DomainName.Parse(name), type, RecordClass.INet));
        var answer = Resolver.Answer(new Names(state, health ?? new TargetHealthBoard(TimeProvider.System), vpc) { Turn = turn }, query);
        return (answer.ReturnCode, string.Join(' ', answer.AnswerRecords.Select(r => r switch
        {
            AddressRecordBase a => a.Address.ToString(),
            CNameRecord c => c.CanonicalName.ToString().TrimEnd('.'),
            TxtRecord t => t.TextData,
            _ => r.ToString(),
        })));
    }
}
