using System.Text;
using Postern.Region.Wire;

namespace Postern.Region.Tests.Wire;

/// <summary>Whatever is sent, the answer is AWS's XML and never the region's fault.</summary>
public sealed class WireFuzzTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const int Requests = 1500;

    private static readonly string[] Names =
    [
        "VpcId", "CidrBlock", "SubnetId", "SubnetId.1", "GroupId", "GroupName", "GroupDescription", "Name", "Type", "Scheme", "Port", "Protocol", "VpcEndpointType", "ServiceName", "ServiceId", "ServiceId.1",
        "Filter.1.Name", "Filter.1.Value.1", "Filter.0.Value.0", "Filter..", "MaxResults", "NextToken", "Marker", "PageSize", "ClientToken", "DryRun", "IpPermissions.1.IpProtocol", "IpPermissions.1.FromPort",
        "IpPermissions.1.ToPort", "IpPermissions.1.IpRanges.1.CidrIp", "NetworkLoadBalancerArn.1", "AddAllowedPrincipals.1", "VpcEndpointId.1", "VpcEndpointId", "Subnets.member.1", "SubnetMappings.member.1.SubnetId",
        "TargetGroupArn", "LoadBalancerArn", "ListenerArn", "Targets.member.1.Id", "Targets.member.1.Port", "DefaultActions.member.1.Type", "DefaultActions.member.1.TargetGroupArn", "Attributes.member.1.Key",
        "Attributes.member.1.Value", "ResourceArns.member.1", "Tags.member.1.Key", "TagSpecification.1.Tag.1.Key", "TagSpecification.1.ResourceType", "ResourceId.1", "Tag.1.Key", "Tag.1.Value", "RoleArn",
        "RoleSessionName", "DurationSeconds", "ImageId", "MinCount", "MaxCount", "UserData", "PrivateIpAddress", "InstanceId.1", "Attribute", "HealthCheckPort", "HealthCheckIntervalSeconds", "TargetType", "ZoneName.1",
        "AvailabilityZone", "EnableDnsSupport.Value", "Version", "", ".", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t",
    ];

    private static readonly string[] Values =
    [
        "", "x", "1", "0", "-1", "65536", "99999999999", "true", "TRUE", "2020-01-01T00:00:00Z", "10.0.0.0/16", "10.0.0.0/99", "10.0.0.0/-1", "::/0", "1.2.3.4", "ipv4", "tcp", "TCP", "network", "Interface", "ip",
        "forward", "ami-postern", "*", "arn:", "arn:aws:iam::012345678901:root", "arn:aws:iam::012345678901:role/r", "\0", "\u0001\uffff", "é", "\ud800", "<xml>&amp;", "' OR 1=1", "%", "MTox", "////", "subnet", "vpc",
    ];

    [Fact]
    public async Task AnyRequest_WellSigned_IsAnsweredInXml()
    {
        var random = new Random(20260102);
        var me = region.NewTenant();
        var key = region.KeyOf(me.Principal);
        var (vpc, subnet) = await me.NetworkAsync();
        var (loadBalancer, group) = ((await me.LoadBalancerAsync(subnet)).LoadBalancerArn!, await me.TargetGroupAsync(vpc));
        string[] real = [vpc, subnet, loadBalancer, group, await me.ListenerAsync(loadBalancer, group), (await me.ServiceAsync(allowed: "*")).ServiceId];
        var apis = region.Get<ApiSet>();
        (string Service, string Version, string[] Actions)[] all =
        [
            .. new[] { ("ec2", "2016-11-15"), ("elasticloadbalancing", "2015-12-01"), ("sts", "2011-06-15") }.Select(a => (a.Item1, a.Item2, apis.Find(a.Item1, a.Item2)!.Names.Order(StringComparer.Ordinal).ToArray())),
        ];
        var codes = new HashSet<string>();
        for (var i = 0; i < Requests; i++)
        {
            var (service, version, actions) = all[random.Next(8) switch { 7 => 2, < 4 => 0, _ => 1 }];
            var action = actions[random.Next(actions.Length)];
            var parameters = Enumerable.Range(0, random.Next(7)).Select(_ => $"{Uri.EscapeDataString(Names[random.Next(Names.Length)])}={Escape(random.Next(4) == 0 ? real[random.Next(real.Length)] : Values[random.Next(Values.Length)])}");
            var body = string.Join('&', parameters.Prepend($"Action={action}&Version={version}"));
            var (status, _, code) = await RawRequest.SendAsync(RawRequest.Signed(region.Url, key, Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow, service));

            Assert.True(status < 500, $"{status} {code} for {body}");
            codes.Add(code ?? "");
        }

        Assert.Superset(new HashSet<string> { "", "MissingParameter", "ValidationError", "InvalidParameterValue", "UnknownParameter", "DryRunOperation" }, codes);
    }

    [Fact]
    public async Task AnyBytes_AnyHeaders_AreAnsweredInXml()
    {
        var random = new Random(20260103);
        string[] headers = ["Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "Accept", "X-Forwarded-For", "Amz-Sdk-Request"];
        string[] scraps = ["AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0", "20260101T000000Z", "AWS4-HMAC-SHA256", "=,=", "Basic eDp4", "x"];
        for (var i = 0; i < Requests / 5; i++)
        {
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            if (random.Next(2) == 0)
            {
                body = [.. Encoding.UTF8.GetBytes("Action=%zz&&=&Version=2015-12-01&"), .. body];
            }

            var request = RawRequest.Unsigned(region.Url, body);
            foreach (var header in headers.Where(_ => random.Next(3) == 0))
            {
                request.Headers.TryAddWithoutValidation(header, scraps[random.Next(scraps.Length)]);
            }

            var (status, root, code) = await RawRequest.SendAsync(request);
            Assert.True(status is 400 or 401 or 403 && root is "Response" or "ErrorResponse", $"{status} {root} {code}");
        }
    }

    // Lone surrogates cannot be escaped; a client would send their bytes.
    private static string Escape(string value) => value == "\ud800" ? "%ED%A0%80" : Uri.EscapeDataString(value);
}
