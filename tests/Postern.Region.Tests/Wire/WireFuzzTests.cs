using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Postern.Aws.Wire;
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
                var body = string.Join('&', random.Next(10) == 0 ? pairs.Append($"{Uri.EscapeDataString(Junk[random.Next(Junk.Length)])}={Escape(Text(random, real))}") : pairs);
                var (status, _, code) = await RawRequest.SendAsync(RawRequest.Signed(region.Url, key, Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow, service));

                Assert.True(status < 500, $"{status} {code} for {body}");
                codes.Add(code ?? "");
            }
        }

        // Garbage that never gets past the first check would prove little.
        Assert.Superset(new HashSet<string> { "", "ValidationError", "InvalidParameterValue", "UnknownParameter", "DryRunOperation", "InvalidVpcID.NotFound", "LoadBalancerNotFound" }, codes);
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
        from api in new[] { ("ec2", Dialect.Ec2, "Ec2"), ("elasticloadbalancing", Dialect.ElbV2, "ElbV2"), ("sts", Dialect.Sts, "Sts") }
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
