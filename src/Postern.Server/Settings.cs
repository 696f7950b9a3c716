using Microsoft.Extensions.Options;
using Postern.Server.Api.Operators;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;
using Postern.Server.Webhooks;

namespace Postern.Server;

/// <summary>The configuration: <c>Postern__Section__Key</c> in the environment, or <c>postern.json</c>; checked before anything starts.</summary>
internal static class Settings
{
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration) => services
        .Add<DataOptions>(configuration.GetSection("Postern"), DataOptions.Mistake)
        .Add<StoreOptions>(configuration.GetSection("Postern:Store"), StoreOptions.Mistake)
        .Add<MetricsOptions>(configuration.GetSection("Postern:Metrics"), MetricsOptions.Mistake)
        .Add<ApiOptions>(configuration.GetSection("Postern:Api"), ApiOptions.Mistake)
        .Add<WebhookOptions>(configuration.GetSection("Postern:Webhooks"), _ => null)
        .Add<AwsOptions>(configuration.GetSection("Postern:Aws"), AwsOptions.Mistake)
        .Add<DnsOptions>(configuration.GetSection("Postern:Dns"), DnsOptions.Mistake)
        .Add<PrivateLinkOptions>(configuration.GetSection("Postern:PrivateLink"), PrivateLinkOptions.Mistake)
        .Add<NodesOptions>(configuration.GetSection("Postern:Nodes"), NodesOptions.Mistake)
        .Add<KafkaOptions>(configuration.GetSection("Postern:Kafka"), KafkaOptions.Mistake)
        .Add<PriceOptions>(configuration.GetSection("Postern:Prices"), PriceOptions.Mistake)
        .Add<BootstrapOptions>(configuration.GetSection("Postern:Bootstrap"), BootstrapOptions.Mistake);

    private static IServiceCollection Add<T>(this IServiceCollection services, IConfiguration section, Func<T, string?> mistake) where T : class
    {
        services.AddOptions<T>().Bind(section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<T>>(new Check<T>(mistake))
            .AddSingleton(s => s.GetRequiredService<IOptions<T>>().Value);
    }

    private sealed class Check<T>(Func<T, string?> mistake) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) => mistake(options) is { } text ? ValidateOptionsResult.Fail(text) : ValidateOptionsResult.Success;
    }
}
