using System.Text;
using System.Xml;
using Postern.Aws.ElbV2;
using Postern.Aws.Wire;

namespace Postern.Aws.Tests.Wire;

/// <summary>The codec against itself for every action, and against AWS's documented examples where no SDK package is there to ask.</summary>
public sealed class WireTests
{
    public static TheoryData<string, string> Actions =>
        [.. new[] { Contract.Ec2, Contract.ElbV2, Contract.Sts }.SelectMany(c => c.Actions, (c, a) => new TheoryDataRow<string, string>(c.Namespace, a.Name))];

    [Theory, MemberData(nameof(Actions))]
    public void Request_WrittenAndRead_IsTheSame(string api, string action)
    {
        var contract = Of(api);
        var request = new Filled().Of(contract.Action(action));

        var read = contract.Dialect.ReadRequest(request.GetType(), new Parameters(contract.Dialect.WriteRequest(request)));

        Assert.Equal(Filled.Values(request), Filled.Values(read));
    }

    [Theory, MemberData(nameof(Actions))]
    public void Result_WrittenAndRead_IsTheSame(string api, string action)
    {
        var contract = Of(api);
        var result = new Filled().Of(Contract.Result(contract.Action(action)));

        var read = contract.ReadResult(result.GetType(), contract.WriteResult(action, result));

        Assert.Equal(Filled.Values(result), Filled.Values(read));
    }

    // Names as in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    [Fact]
    public void ElbV2Request_Flattened_HasTheDocumentedNames()
    {
        var request = new CreateTargetGroup
        {
            Name = "tg",
            Port = 5432,
            HealthCheckEnabled = true,
            Matcher = new Matcher { HttpCode = "200" },
            Tags = [new Tag { Key = "a", Value = "b" }, new Tag { Key = "c", Value = "" }],
        };

        Assert.Equal(
            ["HealthCheckEnabled=true", "Matcher.HttpCode=200", "Name=tg", "Port=5432", "Tags.member.1.Key=a", "Tags.member.1.Value=b", "Tags.member.2.Key=c", "Tags.member.2.Value="],
            Contract.Sorted(Dialect.ElbV2.WriteRequest(request)));
    }

    // Names as in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html; list indexes need not be dense.
    [Fact]
    public void ElbV2Request_WithGapsInLists_IsReadInOrder()
    {
        var request = (RegisterTargets)Dialect.ElbV2.ReadRequest(typeof(RegisterTargets), new Parameters(
            [new("TargetGroupArn", "arn"), new("Targets.member.10.Id", "10.0.0.10"), new("Targets.member.2.Id", "10.0.0.2"), new("Targets.member.2.Port", "80")]));

        Assert.Equal([("10.0.0.2", 80), ("10.0.0.10", null)], request.Targets.Select(t => (t.Id!, t.Port)));
    }

    [Fact]
    public void ElbV2Answer_Written_HasTheDocumentedEnvelope()
    {
        var answer = Encoding.UTF8.GetString(Contract.ElbV2.WriteResult("DeleteListener", new Empty()));

        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><DeleteListenerResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DeleteListenerResult /><ResponseMetadata><RequestId>request-id</RequestId></ResponseMetadata></DeleteListenerResponse>""", answer);
    }

    [Theory]
    [InlineData(true, "<Response><Errors><Error><Code>C</Code><Message>a &lt; b\uFFFD</Message></Error></Errors><RequestID>r</RequestID></Response>")]
    [InlineData(false, """<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error><Type>Sender</Type><Code>C</Code><Message>a &lt; b\uFFFD</Message></Error><RequestId>r</RequestId></ErrorResponse>""")]
    public void Error_Written_HasTheDialectsEnvelope(bool isEc2, string expected)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            (isEc2 ? Dialect.Ec2 : Dialect.ElbV2).WriteError(xml, AwsException.Bad("C", "a < b\u0001"), "r");
        }

        Assert.Equal(expected.Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal), text.ToString());
    }

    [Theory]
    [InlineData("Port", "many", "ValidationError", "Port")]
    [InlineData("Port", "99999999999", "ValidationError", "Port")]
    [InlineData("Name", null, "ValidationError", "Name")]
    public void ElbV2Request_Wrong_SaysWhichParameter(string name, string? value, string code, string said)
    {
        var parameters = new Dictionary<string, string> { ["Name"] = "tg" };
        parameters.Remove(name);
        if (value is not null)
        {
            parameters[name] = value;
        }

        var error = Assert.Throws<AwsException>(() => Dialect.ElbV2.ReadRequest(typeof(CreateTargetGroup), new Parameters(parameters)));

        Assert.Equal(code, error.Code);
        Assert.Contains($"'{said}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ec2Request_UnknownParameter_IsNamed()
    {
        var error = Assert.Throws<AwsException>(() => Dialect.Ec2.ReadRequest(typeof(Aws.Ec2.DescribeVpcs), new Parameters([new("VpcId.1", "vpc-1"), new("Filters.1.Name", "x")])));

        Assert.Equal(("UnknownParameter", "The parameter Filters.1.Name is not recognized"), (error.Code, error.Message));
    }

    private static Contract Of(string api) => new[] { Contract.Ec2, Contract.ElbV2, Contract.Sts }.Single(c => c.Namespace == api);
}
