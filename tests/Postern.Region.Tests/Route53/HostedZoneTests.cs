using System.Text;
using System.Xml.Linq;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Dns;
using Postern.Region.Route53;

namespace Postern.Region.Tests.Route53;

/// <summary>The life of zones, public and private.</summary>
public sealed class HostedZoneTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    [Fact]
    public void Zone_IsMadeFoundTaggedAndDeleted()
    {
        var caller = NewCaller();
        var id = Make(caller, "Life.Example.", "one");

        Assert.Equal("HostedZoneAlreadyExists", Refused(() => Make(caller, "life.example", "one")));
        Assert.Equal("life.example.", Run(caller, "GET", "hostedzonesbyname", query: ("dnsname", "life.example")).Descendants(Name("Name")).First().Value);
        Run(caller, "POST", $"tags/hostedzone/{id}", "<ChangeTagsForResourceRequest><AddTags><Tag><Key>a</Key><Value>b</Value></Tag></AddTags></ChangeTagsForResourceRequest>");
        Assert.Equal("b", Run(caller, "GET", $"tags/hostedzone/{id}").Descendants(Name("Value")).Single().Value);
        Record(caller, id, "CREATE", "www.life.example");
        Assert.Equal("HostedZoneNotEmpty", Refused(() => Run(caller, "DELETE", $"hostedzone/{id}")));
        Record(caller, id, "DELETE", "www.life.example");
        Run(caller, "DELETE", $"hostedzone/{id}");
        Assert.Equal("NoSuchHostedZone", Refused(() => Run(caller, "GET", $"hostedzone/{id}")));
    }

    [Fact]
    public void Change_IsPendingAtFirst()
    {
        var caller = NewCaller();
        var change = Run(caller, "POST", "hostedzone", Body("pending.example", "two")).Descendants(Name("ChangeInfo")).Single();
        var id = change.Element(Name("Id"))!.Value.Split('/')[^1];

        Assert.Equal("PENDING", change.Element(Name("Status"))!.Value);
        region.Advance(1);
        Assert.Equal("INSYNC", Run(caller, "GET", $"change/{id}").Descendants(Name("Status")).Single().Value);
        Assert.Equal("NoSuchChange", Refused(() => Run(caller, "GET", "change/C1")));
    }

    [Fact]
    public async Task PrivateZone_AnswersItsVpcsOnly_AndBeforePublicOnes()
    {
        var tenant = region.NewTenant();
        var (caller, vpc, other) = (CallerOf(tenant.Account), await tenant.VpcAsync(), await tenant.VpcAsync());
        Record(caller, Make(caller, "both.example", "public"), "CREATE", "a.both.example", "10.0.0.1");
        var own = Make(caller, "both.example", "private", $"<VPC><VPCRegion>{RegionFixture.Region}</VPCRegion><VPCId>{vpc}</VPCId></VPC>");
        Record(caller, own, "CREATE", "a.both.example", "10.0.0.2");

        Assert.Equal(("10.0.0.2", "10.0.0.1", "10.0.0.1"), (At(vpc), At(other), At(null)));
        Associate(caller, own, "associatevpc", other);
        Assert.Equal("10.0.0.2", At(other));
        Associate(caller, own, "disassociatevpc", vpc);
        Assert.Equal("10.0.0.1", At(vpc));
        Assert.Equal("LastVPCAssociation", Refused(() => Associate(caller, own, "disassociatevpc", other)));

        string At(string? asker) => new Records(region.Store.Snapshot, asker).Find("a.both.example", "A")!.Values[0];
    }

    [Theory]
    [InlineData("POST", "hostedzone", "<CreateHostedZoneRequest><Name>-bad-</Name><CallerReference>x</CallerReference></CreateHostedZoneRequest>", "InvalidDomainName")]
    [InlineData("POST", "hostedzone", "<CreateHostedZoneRequest><Name>a.example</Name></CreateHostedZoneRequest>", "InvalidInput")]
    [InlineData("POST", "hostedzone", "<CreateHostedZoneRequest><Name>a.example</Name><CallerReference>x</CallerReference><VPC><VPCId>vpc-1</VPCId></VPC></CreateHostedZoneRequest>", "InvalidVPCId")]
    [InlineData("POST", "hostedzone", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "MalformedInput")]
    [InlineData("POST", "hostedzone", "<Other/>", "MalformedInput")]
    [InlineData("POST", "hostedzone", "{}", "MalformedInput")]
    [InlineData("GET", "nothing", "", "UnknownOperationException")]
    public void Mistakes_HaveTheirCodes(string method, string path, string body, string code)
    {
        Assert.Equal(code, Refused(() => Run(NewCaller(), method, path, body)));
    }

    [Fact]
    public void Pages_FollowEachOther()
    {
        var caller = NewCaller();
        var id = Make(caller, "pages.example", "pages");
        foreach (var label in "cab")
        {
            Record(caller, id, "CREATE", $"{label}.pages.example");
        }

        var first = Run(caller, "GET", $"hostedzone/{id}/rrset", "", ("name", "a.pages.example"), ("maxitems", "2"));
        Assert.Equal(["a.pages.example.", "b.pages.example."], first.Descendants(Name("Name")).Select(n => n.Value));
        Assert.Equal(("true", "c.pages.example."), (first.Element(Name("IsTruncated"))!.Value, first.Element(Name("NextRecordName"))!.Value));
    }

    private static XName Name(string name) => Route53Xml.Namespace + name;

    private static string Refused(Action run) => Assert.Throws<AwsException>(run).Code;

    private static string Body(string name, string reference, string more = "") =>
        $"<CreateHostedZoneRequest xmlns=\"{Route53Xml.Namespace}\"><Name>{name}</Name><CallerReference>{reference}</CallerReference>{more}</CreateHostedZoneRequest>";

    private static Caller CallerOf(string account) => new(new AccessKey("AKIA", "secret", account, $"arn:aws:iam::{account}:root", account, null, null), "us-east-1", "route53");

    private Caller NewCaller() => CallerOf(region.NewAccount());

    private string Make(Caller caller, string name, string reference, string more = "") =>
        Run(caller, "POST", "hostedzone", Body(name, reference, more)).Descendants(Name("Id")).First().Value.Split('/')[^1];

    private void Associate(Caller caller, string zone, string verb, string vpc)
    {
        var root = verb == "associatevpc" ? "AssociateVPCWithHostedZoneRequest" : "DisassociateVPCFromHostedZoneRequest";
        Run(caller, "POST", $"hostedzone/{zone}/{verb}", $"<{root}><VPC><VPCRegion>{RegionFixture.Region}</VPCRegion><VPCId>{vpc}</VPCId></VPC></{root}>");
    }

    private void Record(Caller caller, string zone, string action, string name, string value = "10.0.0.1") => Run(caller, "POST", $"hostedzone/{zone}/rrset",
        $"<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>{action}</Action><ResourceRecordSet><Name>{name}</Name><Type>A</Type><TTL>30</TTL>"
        + $"<ResourceRecords><ResourceRecord><Value>{value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>");

    private XElement Run(Caller caller, string method, string path, string body = "", params (string Name, string Value)[] query)
    {
        var action = region.Get<Route53Api>().Find(method, path);
        var values = query.ToDictionary(q => q.Name, q => q.Value);
        return action.Run(new Route53Call(caller, action.Id, name => values.GetValueOrDefault(name), Encoding.UTF8.GetBytes(body)));
    }
}
