using Amazon.Runtime;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>Elastic Load Balancing v2.</summary>
/// <param name="credentials">Null to look where every SDK client looks: environment, profile, container, instance.</param>
public sealed class ElbV2Client(AWSCredentials? credentials, ElbV2Config config) : QueryClient(credentials, config, Dialect.ElbV2);
