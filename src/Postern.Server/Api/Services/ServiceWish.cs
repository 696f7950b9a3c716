using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>Reads what a request wants a service to be, and finds everything that is wrong with it at once.</summary>
internal sealed partial class ServiceWish(ServiceCatalogue catalogue, Cloud cloud, HostNames names, PublicCertificate trusted, TimeProvider clock)
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "never"];

    /// <summary>Null where the body is wrong; it says so itself.</summary>
    /// <param name="source">The service that <c>user_config</c> names to fork from, where there is one.</param>
    public NewService? ReadNew(string project, RequestBody body, IReadOnlyList<ProjectVpc> vpcs, Service? source)
    {
        var name = body.RequiredText("service_name");
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            body.Wrong($"service_name is '{name}'. Use lower-case letters, digits and dashes, beginning with a letter and ending with a letter or digit");
        }
        else if (name.Length > 0 && !names.Fits(name, project))
        {
            body.Wrong($"service_name '{name}' is too long to be a host name together with the project's name '{project}'");
        }

        var type = TypeOf(body);
        var plan = body.RequiredText("plan");
        var config = body.OptionalObject("user_config") ?? [];
        BackupOrigin? origin = null;
        if (type is not null)
        {
            CheckPlan(type, plan, body);
            CheckDisk(type.FindPlan(plan), body);
            var isOfItsSchema = CheckConfig(type, config, body);
            origin = ForkWish.Read(body, project, type, config, source);
            config = UserConfig.Merge(new JsonObject { [type.VersionKey] = origin is null ? type.DefaultVersion : UserConfig.Version(type, source!.UserConfig) }, config);
            CheckKafka(type, isOfItsSchema ? config : [], name, project, body);
        }

        CheckCloud(body);
        var vpc = VpcOf(body, vpcs);
        var tags = body.OptionalMap("tags") ?? [];
        var emails = body.OptionalEmails("tech_emails") ?? [];
        var isProtected = body.OptionalFlag("termination_protection") ?? false;
        var (day, time) = Maintenance(body);
        if (body.Error is not null)
        {
            return null;
        }

        var access = type!.UsesCertificates ? AccessCertificate.Issue(clock.GetUtcNow()) : (null, null);
        return new NewService
        {
            Project = project, Name = name, Type = type.Name, Plan = plan, Cloud = cloud.Name, ProjectVpcId = vpc, UserConfig = config.ToJsonString(),
            TerminationProtection = isProtected, AdminPassword = Ids.NewPassword(), AccessCertificate = access.Certificate, AccessKey = access.Key, Ports = ServiceType.Ports, ClashingNames = HostNames.Clashing(name, project),
            Tags = tags, TechEmails = emails, MaintenanceDay = day, MaintenanceTime = time, RestoredFrom = origin, ForkedFrom = origin is null ? null : (source!.Project, source.Name),
        };
    }

    /// <summary>What to do to the row; nothing where the body is wrong, which then says so itself.</summary>
    public Action<Service> ReadChange(Service service, RequestBody body)
    {
        var type = catalogue.Find(service.Type)!;
        var plan = body.OptionalText("plan");
        if (plan is not null)
        {
            CheckPlan(type, plan, body);
        }

        CheckDisk(type.FindPlan(plan ?? service.Plan), body);
        CheckCloud(body);
        var config = body.OptionalObject("user_config") ?? [];
        var isOfItsSchema = CheckConfig(type, config, body);
        ForkWish.ReadChange(body, config, service);
        if (config[type.VersionKey] is { } version && !JsonNode.DeepEquals(version, JsonNode.Parse(service.UserConfig)![type.VersionKey]))
        {
            body.Wrong($"user_config.{type.VersionKey} cannot be changed; create a service of the new version and copy the data");
        }

        CheckKafka(type, UserConfig.Merge(UserConfig.Parse(service.UserConfig), isOfItsSchema ? config : []), service.Name, service.Project, body);
        var (powered, isProtected) = (body.OptionalFlag("powered"), body.OptionalFlag("termination_protection"));
        var (day, time) = Maintenance(body);
        var emails = body.OptionalEmails("tech_emails");
        return row =>
        {
            row.Plan = plan ?? row.Plan;
            row.UserConfig = UserConfig.Merge(JsonNode.Parse(row.UserConfig)!.AsObject(), config).ToJsonString();
            row.Powered = powered ?? row.Powered;
            row.TerminationProtection = isProtected ?? row.TerminationProtection;
            (row.MaintenanceDay, row.MaintenanceTime) = (day ?? row.MaintenanceDay, time ?? row.MaintenanceTime);
            row.TechEmails = emails ?? row.TechEmails;
        };
    }

    private ServiceType? TypeOf(RequestBody body)
    {
        var name = body.RequiredText("service_type");
        var type = catalogue.Find(name);
        if (type is null && name.Length > 0)
        {
            body.Wrong($"service_type is '{name}'. On offer are {string.Join(", ", catalogue.All.Select(t => t.Name))}");
        }
        else if (type is { Versions.Count: 0 })
        {
            body.Wrong($"service_type {name} is not installed here. Install PostgreSQL (apt-get install postgresql) and start the server again");
        }

        return type;
    }

    private static void CheckPlan(ServiceType type, string plan, RequestBody body)
    {
        if (plan.Length > 0 && type.FindPlan(plan) is null)
        {
            body.Wrong($"plan is '{plan}'. {type.Name} has {string.Join(", ", type.Plans.Select(p => p.Name))}");
        }
    }

    private static void CheckDisk(Plan? plan, RequestBody body)
    {
        if (body.OptionalInteger("disk_space_mb") is { } wanted && plan is not null && wanted != plan.DiskSpaceMb)
        {
            body.Wrong($"disk_space_mb is {wanted}. Plan {plan.Name} has {plan.DiskSpaceMb}, and no more can be added to it");
        }
    }

    private static bool CheckConfig(ServiceType type, JsonObject config, RequestBody body)
    {
        var mistakes = type.Check.Errors(config, "user_config").ToList();
        mistakes.ForEach(body.Wrong);
        return mistakes.Count == 0;
    }

    /// <param name="settings">As they are to be.</param>
    private void CheckKafka(ServiceType type, JsonObject settings, string service, string project, RequestBody body)
    {
        if (type.Name != "kafka")
        {
            return;
        }

        if (KafkaListeners.Mistake(settings) is { } mistake)
        {
            body.Wrong($"user_config.{mistake}");
        }

        if (KafkaListeners.Dynamic(settings).Contains(KafkaListener.PublicSasl) && (settings[type.VersionKey] is { } version && !type.LocalVersions.Contains(version.GetValue<string>())
            ? $"clients on the service's own network reach its registered brokers themselves, with the brokers' own certificates. {KafkaListeners.PublicOverPrivateLink} is the gateways'"
            : trusted.Problem(names.Dynamic(service, project))) is { } problem)
        {
            body.Wrong($"user_config.{KafkaListeners.Public} cannot be: {problem}");
        }

        if (KafkaListeners.PrivateLink(settings).Contains(KafkaListener.PublicSasl) && (names.ArePublished ? trusted.Problem(names.PrivateLink(service, project, 1))
            : "clients reach this service by the endpoints' own names, which no certificate of the operator's can be for. Set Postern__Dns") is { } reason)
        {
            body.Wrong($"user_config.{KafkaListeners.PublicOverPrivateLink} cannot be: {reason}");
        }
    }

    private void CheckCloud(RequestBody body)
    {
        if (body.OptionalText("cloud") is { } wanted && wanted != cloud.Name)
        {
            body.Wrong($"cloud is '{wanted}'. Use {cloud.Name}");
        }
    }

    /// <summary>Absent means the project's VPC where it has one; null means none.</summary>
    private static string? VpcOf(RequestBody body, IReadOnlyList<ProjectVpc> vpcs)
    {
        if (body.Has("project_vpc_id"))
        {
            return body.OptionalText("project_vpc_id");
        }

        var candidates = vpcs.Where(vpc => !vpc.IsDeleting).ToList();
        if (candidates.Count > 1)
        {
            body.Wrong($"project_vpc_id is missing, and the project has several VPCs: {string.Join(", ", candidates.Select(vpc => vpc.Id))}. Name one, or give null for none");
        }

        return candidates.Count == 1 ? candidates[0].Id : null;
    }

    private static (string? Day, string? Time) Maintenance(RequestBody body)
    {
        if (body.OptionalObject("maintenance") is not { } window)
        {
            return (null, null);
        }

        var inner = new RequestBody(window);
        var (day, time) = (inner.OptionalText("dow"), inner.OptionalText("time"));
        if (day is not null && !Days.Contains(day))
        {
            body.Wrong($"maintenance.dow is '{day}'. Use {string.Join(", ", Days)}");
        }

        if (time is not null && !TimeOfDay().IsMatch(time))
        {
            body.Wrong($"maintenance.time is '{time}'. Use HH:MM:SS");
        }

        foreach (var mistake in inner.Error?.Messages ?? [])
        {
            body.Wrong("maintenance." + mistake);
        }

        return (day, time);
    }

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,62}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();
}
