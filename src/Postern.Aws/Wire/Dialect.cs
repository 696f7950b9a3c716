using System.Xml;
using System.Xml.Linq;

namespace Postern.Aws.Wire;

/// <summary>
/// One of the two dialects of form-encoded requests and XML answers: AWS Query (Elastic Load Balancing, STS, CloudWatch) and EC2's own.
/// The same codec serves a server (<see cref="ReadRequest"/>, <see cref="WriteResult"/>) and a client (<see cref="WriteRequest"/>, <see cref="ReadResult"/>).
/// </summary>
public sealed class Dialect
{
    private readonly RequestCodec _requests;
    private readonly ResultCodec _results;

    private Dialect(string xmlNamespace, string version, bool isEc2)
    {
        var members = new WireMembers(isEc2);
        (IsEc2, Version) = (isEc2, version);
        _requests = new RequestCodec(members, isEc2);
        _results = new ResultCodec(members, xmlNamespace, isEc2);
    }

    public static Dialect Ec2 { get; } = new("http://ec2.amazonaws.com/doc/2016-11-15/", "2016-11-15", isEc2: true);

    public static Dialect ElbV2 { get; } = new("http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/", "2015-12-01", isEc2: false);

    public static Dialect Sts { get; } = new("https://sts.amazonaws.com/doc/2011-06-15/", "2011-06-15", isEc2: false);

    public static Dialect CloudWatch { get; } = new("http://monitoring.amazonaws.com/doc/2010-08-01/", "2010-08-01", isEc2: false);

    public bool IsEc2 { get; }

    /// <summary>The API's version, which every request names.</summary>
    public string Version { get; }

    /// <summary>Binds parameters to a request record.</summary>
    /// <exception cref="AwsException">A parameter is missing, malformed or (EC2) unknown.</exception>
    public object ReadRequest(Type action, Parameters parameters) => _requests.Read(action, parameters);

    /// <summary>A request record as flattened parameters, without Action and Version.</summary>
    public IEnumerable<KeyValuePair<string, string>> WriteRequest(object request) => _requests.Write(request, "");

    public void WriteResult(XmlWriter xml, string action, object result, string requestId) => _results.Write(xml, action, result, requestId);

    public void WriteError(XmlWriter xml, AwsException error, string requestId) => _results.WriteError(xml, error, requestId);

    /// <summary>Reads a result record from the element that holds its members.</summary>
    public TResult ReadResult<TResult>(XElement result) => (TResult)_results.Read(typeof(TResult), result);
}
