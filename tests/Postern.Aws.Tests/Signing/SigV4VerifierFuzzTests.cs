using System.Text;
using Microsoft.Extensions.Time.Testing;
using Postern.Aws.Signing;
using Postern.Aws.Wire;

namespace Postern.Aws.Tests.Signing;

/// <summary>Whatever a stranger sends, the answer is one of AWS's errors.</summary>
public sealed class SigV4VerifierFuzzTests
{
    private static readonly AccessKey Key = new("AK", "secret", "111122223333", "arn", "id", "token");

    private static readonly string[] Scraps =
    [
        "AWS4-HMAC-SHA256", " ", ",", ";", "/", "=", "==", "&", "Credential=", "SignedHeaders=", "Signature=", "AK", "AK/20200101/eu-west-1/ec2/aws4_request", "aws4_request",
        "host", "host;x-amz-date", "20200101T000000Z", "20200101", "99999999T999999Z", "-1", "60", "999999999999999999999", "\0", "\n", "é", "\ud800", "\udc00\ud800", "%", "%zz", "..", "", "x",
    ];

    private static readonly string[] Names = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token", "Action", "\ud800", ""];

    [Fact]
    public void Verify_Garbage_ThrowsOnlyAwsErrors()
    {
        var random = new Random(20260101);
        var verifier = new SigV4Verifier(id => id == Key.Id ? Key : null, new FakeTimeProvider(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var codes = new HashSet<string>();
        for (var i = 0; i < 20_000; i++)
        {
            var presigned = random.Next(2) == 0;
            var headers = new Dictionary<string, string?[]>
            {
                ["authorization"] = [.. Enumerable.Range(0, random.Next(10) == 0 ? 2 : 1).Select(_ => random.Next(2) == 0 ? Text(random) : Whole(random))],
                ["x-amz-date"] = [Text(random, "20200101T000000Z")],
                ["x-amz-security-token"] = [Text(random, Key.SessionToken!)],
                ["host"] = [Text(random), null],
            };
            var query = presigned ? Query(random) : [new(Names[random.Next(Names.Length)], Text(random))];
            var request = new SignedRequest(Text(random, "GET"), Text(random, "/"), query, name => headers.GetValueOrDefault(name) ?? []);

            codes.Add(Assert.Throws<AwsException>(() => verifier.Verify(request, Encoding.UTF8.GetBytes(Text(random)))).Code);
        }

        // Garbage that never gets past the first check would prove little.
        Assert.Superset(new HashSet<string> { "IncompleteSignature", "InvalidClientTokenId", "SignatureDoesNotMatch" }, codes);
    }

    private static string Whole(Random random) =>
        $"AWS4-HMAC-SHA256 Credential={Text(random, "AK/20200101/eu-west-1/ec2/aws4_request")}, SignedHeaders={Text(random, "host;x-amz-date")}, Signature={Text(random)}";

    private static List<KeyValuePair<string, string>> Query(Random random)
    {
        List<KeyValuePair<string, string>> pairs =
        [
            new("X-Amz-Algorithm", Text(random, "AWS4-HMAC-SHA256")), new("X-Amz-Credential", Text(random, "AK/20200101/eu-west-1/ec2/aws4_request")), new("X-Amz-Date", Text(random, "20200101T000000Z")),
            new("X-Amz-Expires", Text(random, "60")), new("X-Amz-SignedHeaders", Text(random, "host")), new("X-Amz-Security-Token", Text(random, Key.SessionToken!)), new("X-Amz-Signature", Text(random)),
        ];
        if (random.Next(4) == 0)
        {
            pairs.RemoveAt(random.Next(pairs.Count));
        }

        if (random.Next(4) == 0)
        {
            pairs.Add(new(Names[random.Next(Names.Length)], Text(random)));
        }

        return pairs;
    }

    private static string Text(Random random, string? usual = null) => usual is not null && random.Next(5) != 0
        ? usual
        : string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Scraps[random.Next(Scraps.Length)]));
}
