using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Postern.Aws.Client;
using Postern.Aws.Wire;

namespace Postern.Tests.Shared;

/// <summary>The actions of AWS that an assembly names in its code: what it does not refer to it cannot call.</summary>
internal static class CalledActions
{
    private static readonly Dictionary<string, string> Route53 = new()
    {
        [nameof(Route53Client.ChangeAsync)] = "ChangeResourceRecordSets", [nameof(Route53Client.GetZoneNameAsync)] = "GetHostedZone", [nameof(Route53Client.ListAsync)] = "ListResourceRecordSets",
        [nameof(Route53Client.ListPageAsync)] = "ListResourceRecordSets",
    };

    /// <returns>As policies write them, such as <c>ec2:CreateVpc</c>.</returns>
    public static IReadOnlyCollection<string> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        return new SortedSet<string>(Methods(reader).Concat(Requests(reader)), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Methods(MetadataReader reader) =>
        from handle in reader.MemberReferences
        let member = reader.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        let type = reader.GetTypeReference((TypeReferenceHandle)member.Parent)
        let action = Action($"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}", reader.GetString(member.Name))
        where action is not null
        select action;

    private static string? Action(string type, string method) => type switch
    {
        "Amazon.EC2.IAmazonEC2" when method.EndsWith("Async", StringComparison.Ordinal) => "ec2:" + method[..^"Async".Length],
        "Amazon.EC2.Model.IEC2PaginatorFactory" => "ec2:" + method,
        "Amazon.SecurityToken.IAmazonSecurityTokenService" when method.EndsWith("Async", StringComparison.Ordinal) => "sts:" + method[..^"Async".Length],
        "Postern.Aws.Client.Route53Client" when Route53.TryGetValue(method, out var action) => "route53:" + action,
        _ => null,
    };

    /// <summary>Elastic Load Balancing and CloudWatch have a record for each action.</summary>
    private static IEnumerable<string> Requests(MetadataReader reader) =>
        from api in new[] { (Name: "ElbV2", Prefix: "elasticloadbalancing"), (Name: "CloudWatch", Prefix: "cloudwatch") }
        from handle in reader.TypeReferences
        let type = reader.GetTypeReference(handle)
        where reader.GetString(type.Namespace) == $"Postern.Aws.{api.Name}"
        let record = typeof(IAction<>).Assembly.GetType($"Postern.Aws.{api.Name}.{reader.GetString(type.Name)}")
        where record?.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAction<>)) == true
        select $"{api.Prefix}:{record.Name}";
}
