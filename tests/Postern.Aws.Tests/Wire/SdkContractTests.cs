using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Postern.Aws.Tests.Wire;

/// <summary>What an AWS SDK client sends is understood, and what is answered it understands: every action, every member.</summary>
public sealed class SdkContractTests
{
    private const string NewerExclusions = "EncryptionControl.ResourceExclusions.";   // two of its members are newer than the SDK at hand

    // What the SDK does not read, exactly: where it learns to, its line has to go.
    private static readonly Dictionary<string, string[]> Unread = new()
    {
        ["CreateVpc"] = [$"Vpc.{NewerExclusions}GlobalAccelerator", $"Vpc.{NewerExclusions}ApiGateway"],
        ["DescribeVpcs"] = [$"Vpcs.{NewerExclusions}GlobalAccelerator", $"Vpcs.{NewerExclusions}ApiGateway"],
        ["DescribeInstances"] = ["Reservations.Instances.Monitoring.MetricCategoryIds"],   // newer than the SDK
        ["RunInstances"] = ["Instances.Monitoring.MetricCategoryIds"],
        ["DeleteVpcPeeringConnection"] = ["Return"],   // the SDK answers by not throwing
        ["ModifyVpcEndpoint"] = ["Return"],
        ["RejectVpcPeeringConnection"] = ["Return"],
    };

    public static TheoryData<string, string> Actions => [.. Names(Contract.Ec2), .. Names(Contract.Sts)];

    [Theory, MemberData(nameof(Actions))]
    public void Request_FromTheSdk_IsReadWhole(string api, string action)
    {
        var (contract, sdk) = Of(api);
        var request = (AmazonWebServiceRequest)new Filled().Of(sdk.RequestType(action));
        var sent = ((IMarshaller<IRequest, AmazonWebServiceRequest>)sdk.RequestMarshaller(action)).Marshall(request).Parameters.Where(p => p.Key is not ("Action" or "Version")).ToArray();

        Assert.Equal(Contract.Sorted(sent), contract.Rewrite(contract.Action(action), sent));
    }

    [Theory, MemberData(nameof(Actions))]
    public void Result_ToTheSdk_IsReadWhole(string api, string action)
    {
        var (contract, sdk) = Of(api);
        var result = new Filled().Of(Contract.Result(contract.Action(action)));
        var context = new XmlUnmarshallerContext(new MemoryStream(contract.WriteResult(action, result)), maintainResponseBody: false, responseData: null);

        var read = ((XmlResponseUnmarshaller)sdk.ResponseUnmarshaller(action)).Unmarshall(context);

        var seen = Filled.Values(read).Select(v => v.Text).ToList();
        var lost = Filled.Values(result).Where(v => !seen.Remove(v.Text)).Select(v => v.Path).ToArray();
        var unread = Unread.GetValueOrDefault(action, []);
        Assert.All(lost, l => Assert.Contains(unread, u => l.StartsWith(u, StringComparison.Ordinal)));
        Assert.All(unread, u => Assert.Contains(lost, l => l.StartsWith(u, StringComparison.Ordinal)));
    }

    private static IEnumerable<TheoryDataRow<string, string>> Names(Contract contract) => contract.Actions.Select(a => new TheoryDataRow<string, string>(contract.Namespace, a.Name));

    private static (Contract Contract, SdkContract Sdk) Of(string api) => api == Contract.Ec2.Namespace ? (Contract.Ec2, SdkContract.Ec2) : (Contract.Sts, SdkContract.Sts);
}
