using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>
/// An API of the Query protocol over the AWS SDK's own pipeline (credentials, signature, retries, throttling, clock correction, endpoints).
/// Errors are <see cref="AmazonServiceException"/>s with AWS's codes, as every other SDK client throws them.
/// </summary>
public abstract class QueryClient : AmazonServiceClient
{
    private readonly Dialect _dialect;
    private readonly InvokeOptions _options;

    /// <param name="credentials">Null to look where every SDK client looks: environment, profile, container, instance.</param>
    private protected QueryClient(AWSCredentials? credentials, ClientConfig config, Dialect dialect) : base(credentials, config) =>
        (_dialect, _options) = (dialect, new() { RequestMarshaller = new QueryMarshaller(dialect, config.AuthenticationServiceName), ResponseUnmarshaller = new QueryUnmarshaller() });

    /// <exception cref="AmazonServiceException">The service refused, or went on failing for as long as it was asked.</exception>
    public async Task<TResult> SendAsync<TResult>(IAction<TResult> action, CancellationToken cancellationToken)
    {
        var response = await InvokeAsync<QueryResponse>(new QueryRequest(action.GetType().Name, action), _options, cancellationToken);
        return _dialect.ReadResult<TResult>(response.Result);
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SigV4Resolver());
}
