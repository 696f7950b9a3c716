using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;

namespace Postern.Region.Tests.Wire;

/// <summary>Whatever is sent, the answer is AWS's XML and never the region's fault.</summary>
public sealed class WireFuzzTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const int RequestsAnAction = 15, Garbage = 300;
    private static readonly int[] Numbers = [int.MinValue, -1, 0, 1, 2, 5, 80, 900, 65535, 65536, int.MaxValue];

    private static readonly string[] Junk = ["Colour", "Filter.0.Value.0", "Filter..", "Subnets.member.x", "Version", "", ".", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t"];

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
        var codes = new HashSet<string>();
        foreach (var (service, dialect, types) in Apis(region.Get<ApiSet>()))
        {
            foreach (var type in types.SelectMany(t => Enumerable.Repeat(t, RequestsAnAction)))
            {
                var request = Make(type, random, real, 0);
                var pairs = dialect.WriteRequest(request).Select(p => $"{p.Key}={Escape(p.Value)}").Prepend($"Action={type.Name}&Version={dialect.Version}");
                var before = region.Store.Snapshot;
                var body = string.Join('&', random.Next(10) == 0 ? pairs.Append($"{Uri.EscapeDataString(Junk[random.Next(Junk.Length)])}={Escape(Text(random, real))}") : pairs);
                var (status, _, code) = await RawRequest.SendAsync(RawRequest.Signed(region.Url, key, Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow, service));

                Assert.True(status < 500, $"{status} {code} for {body}");
                Assert.True(code != "DryRunOperation" || ReferenceEquals(before, region.Store.Snapshot), $"A dry run changed something: {body}");
                Assert.True(code is not null || type.GetProperty("DryRun")?.GetValue(request) is not true, $"A dry run was answered like any call: {body}");
                codes.Add(code ?? "");
            }
        }

        // Garbage that never gets past the first check would prove little.
        Assert.Superset(new HashSet<string> { "", "ValidationError", "InvalidParameterValue", "UnknownParameter", "DryRunOperation", "InvalidVpcID.NotFound", "LoadBalancerNotFound" }, codes);
    }

    [Fact]
    public async Task AnyDocument_ToRoute53_IsAnsweredInXml()
    {
        var random = new Random(20260104);
        var key = region.KeyOf(region.NewTenant().Principal);
        string[] documents =
        [
            Document("CreateHostedZoneRequest", "<Name>example.com</Name><CallerReference>1</CallerReference><VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-1</VPCId></VPC><HostedZoneConfig><Comment>c</Comment></HostedZoneConfig>"),
            Document("ChangeResourceRecordSetsRequest", "<ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a.example.com</Name><Type>A</Type><TTL>30</TTL><ResourceRecords><ResourceRecord><Value>10.0.0.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch>"),
            Document("ChangeTagsForResourceRequest", "<AddTags><Tag><Key>k</Key><Value>v</Value></Tag></AddTags><RemoveTagKeys><Key>x</Key></RemoveTagKeys>"),
            Document("AssociateVPCWithHostedZoneRequest", "<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-1</VPCId></VPC>"),
            """<!DOCTYPE a [<!ENTITY x "y">]><CreateHostedZoneRequest>&x;</CreateHostedZoneRequest>""",
        ];
        await RawRequest.SendAsync(Signed(HttpMethod.Post, "hostedzone", Encoding.UTF8.GetBytes(documents[0].Replace("<VPC>", "<!--", StringComparison.Ordinal).Replace("</VPC>", "-->", StringComparison.Ordinal))));
        var zone = "hostedzone/" + region.Store.Snapshot.All<HostedZone>().Single().Id;
        string[] paths = ["hostedzone", zone, zone + "/rrset", zone + "/rrset", zone + "/rrset/", zone + "/associatevpc", zone + "/disassociatevpc", "hostedzonesbyname", "change/C1", "tags/" + zone, "tags/x/y/z", "", "nothing", "healthcheck"];
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put];
        var codes = new HashSet<string>();
        for (var i = 0; i < Garbage; i++)
        {
            var body = Encoding.UTF8.GetBytes(documents[random.Next(documents.Length)]);
            for (var n = random.Next(4); n > 0; n--)
            {
                var (at, length) = (random.Next(body.Length), random.Next(12));
                body = random.Next(3) switch
                {
                    0 => [.. body[..at], .. body[Math.Min(body.Length, at + length)..]],                                        // something is missing
                    1 => [.. body[..at], .. Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]), .. body[at..]],          // something is there that should not be
                    _ => [.. body[..at], .. body[at..Math.Min(body.Length, at + length)], .. body[at..]],                        // something is there twice
                };
                body = body.Length == 0 ? [0] : body;
            }

            var path = paths[random.Next(paths.Length)];
            var method = path == zone ? HttpMethod.Get : methods[random.Next(methods.Length)];   // or the zone would soon be gone
            var (status, _, code) = await RawRequest.SendAsync(Signed(method, path, body));
            Assert.True(status < 500, $"{status} {code} for {method} {path} {Encoding.UTF8.GetString(body)}");
            codes.Add(code ?? "");
        }

        Assert.Superset(new HashSet<string> { "", "MalformedInput", "InvalidChangeBatch", "NoSuchChange" }, codes);

        HttpRequestMessage Signed(HttpMethod method, string path, byte[] body) => RawRequest.Signed(method, new Uri(region.Url, "/2013-04-01/" + path), key, body, DateTimeOffset.UtcNow, "route53", "us-east-1");
        static string Document(string name, string inside) => $"""<?xml version="1.0"?><{name} xmlns="https://route53.amazonaws.com/doc/2013-04-01/">{inside}</{name}>""";
    }

    /// <summary>A right signature of which one character is another is refused, and so is one for another time, service or body.</summary>
    [Fact]
    public async Task AnySignature_ThatIsNotQuiteRight_IsRefused()
    {
        var random = new Random(20260105);
        var key = region.KeyOf(region.NewTenant().Principal);
        var body = Encoding.UTF8.GetBytes("Action=DescribeVpcs&Version=2016-11-15");
        Assert.Equal(200, (await RawRequest.SendAsync(RawRequest.Signed(region.Url, key, body, DateTimeOffset.UtcNow))).Status);
        for (var i = 0; i < Garbage; i++)
        {
            var request = RawRequest.Signed(region.Url, key, body, DateTimeOffset.UtcNow);
            var signed = request.Headers.GetValues("Authorization").Single();
            var at = random.Next(signed.Length);
            var other = (char)random.Next(' ' + 1, 127);
            if (char.ToLowerInvariant(signed[at]) == char.ToLowerInvariant(other) || signed[at] == ' ')
            {
                continue;
            }

            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", random.Next(2) == 0 ? $"{signed[..at]}{other}{signed[(at + 1)..]}" : signed.Remove(at, 1));
            var (status, _, code) = await RawRequest.SendAsync(request);
            Assert.True(status is 400 or 401 or 403, $"{status} {code} for {string.Join(' ', request.Headers.GetValues("Authorization"))}");
        }
    }

    [Fact]
    public async Task AnyBytes_AnyHeaders_AreAnsweredInXml()
    {
        var random = new Random(20260103);
        string[] headers = ["Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "Accept", "X-Forwarded-For", "Amz-Sdk-Request"];
        string[] scraps = ["AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0", "20260101T000000Z", "AWS4-HMAC-SHA256", "=,=", "Basic eDp4", "x"];
        for (var i = 0; i < Garbage; i++)
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

    private static IEnumerable<(string Service, Dialect Dialect, IEnumerable<Type> Actions)> Apis(ApiSet apis) =>
        from api in new[] { ("ec2", Dialect.Ec2, "Ec2"), ("elasticloadbalancing", Dialect.ElbV2, "ElbV2"), ("sts", Dialect.Sts, "Sts"), ("monitoring", Dialect.CloudWatch, "CloudWatch") }
        let names = apis.Find(api.Item1, api.Item2.Version)!.Names.Order(StringComparer.Ordinal)
        select (api.Item1, api.Item2, names.Select(n => typeof(Dialect).Assembly.GetType($"Postern.Aws.{api.Item3}.{n}", throwOnError: true)!));

    /// <summary>A request of the right shape with anything in it: what is required, and some of the rest.</summary>
    private static object Make(Type type, Random random, string[] real, int depth)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            if (property.IsDefined(typeof(RequiredMemberAttribute)) || random.Next(4) == 0)
            {
                property.SetValue(made, Value(property.PropertyType, random, real, depth));
            }
        }

        return made;
    }

    private static object? Value(Type type, Random random, string[] real, int depth)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(element, random.Next(3));
            for (var i = 0; i < list.Length; i++)
            {
                list.SetValue(Value(element, random, real, depth), i);
            }

            return list;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? Text(random, real)
            : type == typeof(bool) ? random.Next(3) == 0
            : type == typeof(DateTime) ? DateTime.UnixEpoch
            : type.IsPrimitive ? Convert.ChangeType(Numbers[random.Next(Numbers.Length)], type, CultureInfo.InvariantCulture)
            : depth > 3 ? Activator.CreateInstance(type) : Make(type, random, real, depth + 1);
    }

    private static string Text(Random random, string[] real) => random.Next(2) == 0 ? real[random.Next(real.Length)] : Values[random.Next(Values.Length)];

    // Lone surrogates cannot be escaped; a client would send their bytes.
    private static string Escape(string value) => value == "\ud800" ? "%ED%A0%80" : Uri.EscapeDataString(value);
}
