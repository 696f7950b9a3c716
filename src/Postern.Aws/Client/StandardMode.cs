using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Postern.Aws.Client;

/// <summary>The defaults of the SDK's standard mode. https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html</summary>
internal static class StandardMode
{
    public static DefaultConfigurationProvider Defaults { get; } = new([new DefaultConfiguration
    {
        Name = DefaultConfigurationMode.Standard,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromSeconds(3.1),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(3.1),
    }]);
}
