using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Runtime.Networks;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Runtime.Postgres;

namespace Postern.Server.Runtime;

/// <summary>The networks and nodes of data services.</summary>
internal static class RuntimeModule
{
    public static IServiceCollection AddRuntime(this IServiceCollection services) => services
        .AddSingleton<DataFolder>()
        .AddSingleton(s => new ServiceCatalogue(
            PostgresVersions.Installed(), s.GetRequiredService<NodesOptions>().Local, KafkaDistribution.VersionOf(s.GetRequiredService<KafkaOptions>().Distribution), PostgresVersions.HasPooler))
        .AddSingleton<VpcProvisioner>()
        .AddSingleton<PeeringProvisioner>()
        .AddSingleton<Instances>()
        .AddSingleton<Recovery>()
        .AddSingleton<NodeFiles>()
        .AddSingleton<SaslKeys>()
        .AddSingleton<PublicCertificate>()
        .AddSingleton<INodeSoftware, PostgresSoftware>()
        .AddSingleton<INodeSoftware, KafkaSoftware>()
        .AddSingleton<LocalNode>()
        .AddSingleton<StandbyKeeper>()
        .AddSingleton<RegisteredNodes>()
        .AddSingleton<ICellTask, VpcTask>()
        .AddSingleton<ICellTask, PeeringTask>()
        .AddSingleton<ICellTask, ServiceTask>();
}
