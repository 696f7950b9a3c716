using System.Xml.Linq;
using Amazon.Runtime;

namespace Postern.Aws.Client;

/// <summary>One call of an action, as the SDK's pipeline carries it.</summary>
internal sealed class QueryRequest(string action, object parameters) : AmazonWebServiceRequest
{
    public string Action => action;

    public object Parameters => parameters;
}

/// <summary>An answer, as the SDK's pipeline carries it.</summary>
internal sealed class QueryResponse : AmazonWebServiceResponse
{
    /// <summary>The element that holds the result's members; empty for an action without a result.</summary>
    public XElement Result { get; init; } = new("Result");
}
