using Postern.Server.Store;

namespace Postern.Server.Api.Callers;

/// <summary>Who may do what. Each role may do what the ones before it may, so one role a permission says it all.</summary>
internal static class Access
{
    /// <summary>The least role that has a permission in a project.</summary>
    public static readonly IReadOnlyDictionary<Permission, Role> Least = new Dictionary<Permission, Role>
    {
        [Permission.ProjectRead] = Role.ReadOnly,
        [Permission.EventsRead] = Role.ReadOnly,
        [Permission.NetworkRead] = Role.ReadOnly,
        [Permission.ServicesRead] = Role.ReadOnly,
        [Permission.PrivateLinkRead] = Role.ReadOnly,
        [Permission.SecretsRead] = Role.Developer,
        [Permission.TagsWrite] = Role.Developer,
        [Permission.NetworkWrite] = Role.Operator,
        [Permission.ServicesWrite] = Role.Operator,
        [Permission.PrivateLinkWrite] = Role.Operator,
        [Permission.ProjectWrite] = Role.Admin,
        [Permission.ProjectDelete] = Role.Admin,
        [Permission.MembersWrite] = Role.Admin,
    };

    /// <summary>What takes an administrator of the whole server, whatever their role in a project is.</summary>
    public static bool IsForAdministrators(this Permission permission) => permission is Permission.UsersWrite or Permission.Recover or Permission.NodesWrite or Permission.AuditRead or Permission.CellsRead;

    public static bool Has(this Role role, Permission permission) => Least.TryGetValue(permission, out var least) && role >= least;

    /// <summary>Says what an endpoint asks of its caller; one that does not say so is closed to all.</summary>
    public static T Needs<T>(this T endpoint, Permission permission) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeededPermission(permission));

    /// <summary>Says that an endpoint needs no token.</summary>
    public static T OpenToAll<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new OpenEndpoint());
}

internal sealed record NeededPermission(Permission Permission);

internal sealed record OpenEndpoint;
