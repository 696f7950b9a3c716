using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Postern.Aws.Client;

/// <summary>Writes a request as XML over REST.</summary>
internal sealed class RestXmlMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (RestXmlRequest)input;
        var request = new DefaultRequest(call, "Postern.Route53") { HttpMethod = call.Method, ResourcePath = call.Path, UseQueryString = true };
        foreach (var (name, value) in call.Query)
        {
            request.Parameters.Add(name, value);
        }

        if (call.Body is { } body)
        {
            request.Content = Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting));
            request.Headers["Content-Type"] = "application/xml";
        }

        return request;
    }
}

/// <summary>Reads answers: documents and errors.</summary>
internal sealed class RestXmlUnmarshaller : XmlResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        using var reader = XmlReader.Create(input.Stream);
        return new RestXmlResponse { Document = XElement.Load(reader), ResponseMetadata = new() { RequestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId") } };
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
