using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>Writes a request as the form that the Query protocol posts.</summary>
/// <param name="service">What the request is signed for.</param>
internal sealed class QueryMarshaller(Dialect dialect, string service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var query = (QueryRequest)input;
        var request = new DefaultRequest(query, "Postern." + service);
        request.Parameters.Add("Action", query.Action);
        request.Parameters.Add("Version", dialect.Version);
        foreach (var (name, value) in dialect.WriteRequest(query.Parameters))
        {
            request.Parameters.Add(name, value);
        }

        request.ContentStream = AWSSDKUtils.WriteParametersToPooledStream(request);
        return request;
    }
}

/// <summary>Reads the Query protocol's answers: results and errors.</summary>
internal sealed class QueryUnmarshaller : XmlResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        using var reader = XmlReader.Create(input.Stream);
        var root = XElement.Load(reader);
        return new QueryResponse
        {
            Result = root.Elements().FirstOrDefault(e => e.Name.LocalName.EndsWith("Result", StringComparison.Ordinal)) ?? new XElement("Result"),
            ResponseMetadata = new() { RequestId = root.Descendants().FirstOrDefault(e => e.Name.LocalName == "RequestId")?.Value },
        };
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
