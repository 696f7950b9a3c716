using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>
/// Elastic Load Balancing v2 over the AWS SDK's own pipeline (credentials, signature, retries, throttling, clock correction, endpoints).
/// Errors are <see cref="AmazonServiceException"/>s with AWS's codes, as every other SDK client throws them.
/// </summary>
/// <param name="credentials">Null to look where every SDK client looks: environment, profile, container, instance.</param>
public sealed class ElbV2Client(AWSCredentials? credentials, ElbV2Config config) : AmazonServiceClient(credentials, config)
{
    private readonly InvokeOptions _options = new() { RequestMarshaller = new QueryMarshaller(), ResponseUnmarshaller = new QueryUnmarshaller() };

    /// <exception cref="AmazonServiceException">The service refused, or went on failing for as long as it was asked.</exception>
    public async Task<TResult> SendAsync<TResult>(IAction<TResult> action, CancellationToken cancellationToken)
    {
        var response = await InvokeAsync<QueryResponse>(new QueryRequest(action.GetType().Name, action), _options, cancellationToken);
        return Dialect.ElbV2.ReadResult<TResult>(response.Result);
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SigV4Resolver());
}
