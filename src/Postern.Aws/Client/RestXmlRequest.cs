using System.Xml.Linq;
using Amazon.Runtime;

namespace Postern.Aws.Client;

/// <summary>One call of an operation, as the SDK's pipeline carries it.</summary>
/// <param name="path">Percent-encoded.</param>
internal sealed class RestXmlRequest(string operation, string method, string path, IReadOnlyDictionary<string, string> query, XElement? body) : AmazonWebServiceRequest
{
    public string Operation => operation;

    public string Method => method;

    public string Path => path;

    public IReadOnlyDictionary<string, string> Query => query;

    public XElement? Body => body;
}

/// <summary>An answer, as the SDK's pipeline carries it.</summary>
internal sealed class RestXmlResponse : AmazonWebServiceResponse
{
    public XElement Document { get; init; } = new("Empty");
}
