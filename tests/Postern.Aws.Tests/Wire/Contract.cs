using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Postern.Aws.Wire;

namespace Postern.Aws.Tests.Wire;

/// <summary>One API's generated records.</summary>
internal sealed record Contract(Dialect Dialect, string Namespace)
{
    public static Contract Ec2 { get; } = new(Dialect.Ec2, "Postern.Aws.Ec2");

    public static Contract ElbV2 { get; } = new(Dialect.ElbV2, "Postern.Aws.ElbV2");

    public static Contract Sts { get; } = new(Dialect.Sts, "Postern.Aws.Sts");

    public IEnumerable<Type> Actions => typeof(Dialect).Assembly.GetTypes().Where(t => t.Namespace == Namespace && Interface(t) is not null).OrderBy(t => t.Name, StringComparer.Ordinal);

    public Type Action(string name) => Actions.Single(a => a.Name == name);

    public static Type Result(Type action) => Interface(action)!.GetGenericArguments()[0];

    public byte[] WriteResult(string action, object result)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            Dialect.WriteResult(xml, action, result, "request-id");
        }

        return stream.ToArray();
    }

    /// <summary>Reads a result from a whole answer.</summary>
    public object ReadResult(Type result, byte[] answer)
    {
        var root = XElement.Load(new MemoryStream(answer));
        var members = Dialect.IsEc2 ? root : root.Elements().First();
        return typeof(Dialect).GetMethod(nameof(Dialect.ReadResult))!.MakeGenericMethod(result).Invoke(Dialect, [members])!;
    }

    public string[] Rewrite(Type action, IEnumerable<KeyValuePair<string, string>> parameters) =>
        Sorted(Dialect.WriteRequest(Dialect.ReadRequest(action, new Parameters(parameters))));

    /// <summary>Parameters to compare. Whole seconds may be written with or without their ".000".</summary>
    public static string[] Sorted(IEnumerable<KeyValuePair<string, string>> parameters) =>
        [.. parameters.Select(p => $"{p.Key}={p.Value.Replace(".000Z", "Z", StringComparison.Ordinal)}").Order(StringComparer.Ordinal)];

    private static Type? Interface(Type type) => type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAction<>));
}

/// <summary>The same API as the AWS SDK's own package writes and reads it: another generation from AWS's model, by other hands.</summary>
internal sealed record SdkContract(Assembly Assembly, string Name)
{
    public static SdkContract Ec2 { get; } = new(typeof(Amazon.EC2.AmazonEC2Client).Assembly, "Amazon.EC2");

    public static SdkContract Sts { get; } = new(typeof(Amazon.SecurityToken.AmazonSecurityTokenServiceClient).Assembly, "Amazon.SecurityToken");

    public Type RequestType(string action) => Assembly.GetType($"{Name}.Model.{action}Request", throwOnError: true)!;

    public object RequestMarshaller(string action) => Instance(action + "RequestMarshaller");

    public object ResponseUnmarshaller(string action) => Instance(action + "ResponseUnmarshaller");

    private object Instance(string type) =>
        Assembly.GetType($"{Name}.Model.Internal.MarshallTransformations.{type}", throwOnError: true)!.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
