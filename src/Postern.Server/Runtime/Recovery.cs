using System.Text.Json.Nodes;
using Postern.Engine;
using Postern.Engine.Cloud;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Runtime.Networks;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>
/// Finds what AWS holds of ours and the store does not know, by the tags of VPCs, instances and PrivateLinks, and takes it up again under its old ids, so that
/// nothing of it is made anew and nobody is cut off.
/// </summary>
internal sealed class Recovery(RecoveryRows rows, VpcProvisioner vpcs, Instances instances, Reconciler reconciler, ServiceCatalogue catalogue, Cloud cloud, TimeProvider clock)
{
    /// <exception cref="RegionUnreadableException">AWS did not let us look.</exception>
    public async Task<Lost> FindAsync(CancellationToken cancellationToken)
    {
        var known = await rows.KnownAsync(cloud.Name, cancellationToken);
        var problems = new List<string>();
        var networks = await VpcsAsync(known, problems, cancellationToken);
        var services = await ServicesAsync(known, networks, problems, cancellationToken);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var links = await PrivateLinksAsync(known, services, settings, problems, cancellationToken);
        return new Lost([.. networks.Where(v => !known.Vpcs.Contains(v.Id))], services, links, settings, problems);
    }

    /// <returns>What was taken up.</returns>
    public async Task<Lost> TakeUpAsync(string actor, CancellationToken cancellationToken)
    {
        var lost = await FindAsync(cancellationToken);
        foreach (var vpc in lost.Vpcs)
        {
            // Its PrivateLinks are compared with what AWS holds as soon as they are rows: their network must be known by then.
            var made = await vpcs.EnsureAsync(vpc, cancellationToken);
            (vpc.AwsVpcId, vpc.SubnetIds, vpc.SecurityGroupId) = (made.VpcId, made.SubnetIds, made.SecurityGroupId);
        }

        if (!lost.IsEmpty)
        {
            await rows.AddAsync(lost, cloud.Name, actor, cancellationToken);
        }

        return lost;
    }

    /// <summary>All networks of ours, known or not.</summary>
    private async Task<IReadOnlyList<ProjectVpc>> VpcsAsync(KnownRows known, List<string> problems, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = new List<ProjectVpc>();
        foreach (var claim in await vpcs.FindAllAsync(cancellationToken))
        {
            if (claim.Project is null && known.HasCommonNetwork && !known.Vpcs.Contains(claim.Id))
            {
                problems.Add($"{claim.AwsVpcId} was the network of services outside project VPCs, and there is another one now: delete those services and recover again");
                continue;
            }

            found.Add(new ProjectVpc
            {
                Id = claim.Id, Cell = cloud.Name, Project = claim.Project, NetworkCidr = claim.NetworkCidr, AwsVpcId = claim.AwsVpcId, CreatedAt = now, UpdatedAt = now, DueAt = now,
            });
        }

        return found;
    }

    private async Task<IReadOnlyList<Service>> ServicesAsync(KnownRows known, IReadOnlyList<ProjectVpc> networks, List<string> problems, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = new List<Service>();
        foreach (var claim in (await instances.FindAllAsync(cancellationToken)).Where(claim => !known.Services.Any(s => s.Id == claim.Id)))
        {
            var network = networks.FirstOrDefault(v => v.AwsVpcId == claim.Place.VpcId);
            if (Problem(claim, network, known) is { } problem)
            {
                problems.Add(problem);
                continue;
            }

            var type = catalogue.Find(claim.Type)!;
            var access = type.UsesCertificates ? AccessCertificate.Issue(clock.GetUtcNow()) : (null, null);
            found.Add(new Service
            {
                Id = claim.Id, Cell = cloud.Name, Project = claim.Project, Name = claim.Name, Type = claim.Type, Plan = claim.Plan, NetworkId = network!.Id, Port = claim.Port,
                UserConfig = new JsonObject { [type.VersionKey] = claim.Version }.ToJsonString(),
                AdminPassword = Ids.NewPassword(), AccessCertificate = access.Certificate, AccessKey = access.Key, CreatedAt = now, UpdatedAt = now, DueAt = now, State = ServiceState.Rebalancing, Incarnation = NextIncarnation(),
                InstanceId = claim.Place.InstanceId, InstanceVpcId = claim.Place.VpcId, PrivateAddress = claim.Place.PrivateAddress, Zone = claim.Place.Zone,
            });
        }

        return found;
    }

    private string? Problem(ServiceClaim claim, ProjectVpc? network, KnownRows known) =>
        network is null ? $"Instance {claim.Place.InstanceId} of service {claim.Name} of project {claim.Project} is in {claim.Place.VpcId}, which is no network of ours: terminate it, or tag the VPC again"
        : catalogue.Find(claim.Type) is null ? $"Instance {claim.Place.InstanceId} of service {claim.Name} of project {claim.Project} is of the type {claim.Type}, which this server does not offer"
        : !catalogue.Find(claim.Type)!.Versions.Contains(claim.Version) ? $"Instance {claim.Place.InstanceId} of service {claim.Name} of project {claim.Project} runs version '{claim.Version}', which is not installed here: install it and recover again"
        : known.Service(claim.Project, claim.Name) is not null ? $"There is another service {claim.Name} in project {claim.Project} now: delete it and recover again, or terminate {claim.Place.InstanceId}"
        : null;

    private async Task<IReadOnlyList<PrivateLink>> PrivateLinksAsync(
        KnownRows known, IReadOnlyList<Service> services, Dictionary<string, string> settings, List<string> problems, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = new List<PrivateLink>();
        foreach (var claim in (await reconciler.FindAllAsync(cancellationToken)).Where(claim => !known.PrivateLinks.Contains(claim.Id)))
        {
            var (project, name) = (claim.Tags.GetValueOrDefault("project"), claim.Tags.GetValueOrDefault("service"));
            var service = services.FirstOrDefault(s => s.Project == project && s.Name == name) ?? known.Service(project, name);
            if (Problem(claim, service) is { } problem)
            {
                problems.Add($"PrivateLink {claim.Id} is of service {name} of project {project}, {problem}");
                continue;
            }

            service!.UserConfig = Opened(service, claim.Ports);
            if (!services.Contains(service))
            {
                settings[service.Id] = service.UserConfig;
            }

            found.Add(new PrivateLink
            {
                Id = claim.Id, Cell = cloud.Name, ServiceId = service.Id, Principals = [.. claim.Principals], AcceptanceRequired = claim.AcceptanceRequired,
                MaxEndpoints = claim.Endpoints > 1 ? claim.Endpoints : null, CreatedAt = now, UpdatedAt = now, DueAt = now,
            });
        }

        return found;
    }

    private static string? Problem(PrivateLinkClaim claim, Service? service) =>
        service is null ? "which is not to be found: its endpoint service and load balancer can be deleted in AWS"
        : service.PrivateLink is not null ? "which has another PrivateLink now: its endpoint service and load balancer can be deleted in AWS"
        : claim.Principals.Count == 0 ? "and lets nobody connect: create it again, and delete its load balancer in AWS"
        : null;

    /// <summary>The components that the load balancer listens for stay switched on, and so do the ways in which Kafka's clients sign in.</summary>
    private string Opened(Service service, IReadOnlyList<int> ports)
    {
        var open = catalogue.Find(service.Type)!.Components.Select(component => (component.Name, Listening: PrivateLinkRoutes.Listening(component, service.Port, ports))).Where(component => component.Listening.Count > 0).ToList();
        var settings = KafkaListeners.SettingsOf(open.SelectMany(component => component.Listening).ToHashSet());
        settings["privatelink_access"] = new JsonObject(open.Select(component => KeyValuePair.Create(component.Name, (JsonNode?)true)));
        return open.Count == 0 ? service.UserConfig : UserConfig.Merge(JsonNode.Parse(service.UserConfig)!.AsObject(), settings).ToJsonString();
    }

    /// <summary>Higher than any that was used before: an instance of a forgotten one must not be taken for a new one.</summary>
    private int NextIncarnation() => (int)(clock.GetUtcNow().ToUnixTimeSeconds() / 60);
}
