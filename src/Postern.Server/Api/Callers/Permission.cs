namespace Postern.Server.Api.Callers;

/// <summary>What an endpoint asks of its caller.</summary>
internal enum Permission
{
    /// <summary>A valid token, in no project.</summary>
    SignedIn,

    /// <summary>An administrator of the whole server.</summary>
    UsersWrite,

    /// <summary>An administrator of the whole server.</summary>
    Recover,

    /// <summary>An administrator of the whole server.</summary>
    NodesWrite,

    /// <summary>An administrator of the whole server.</summary>
    AuditRead,

    /// <summary>An administrator of the whole server.</summary>
    CellsRead,
    ProjectRead,
    ProjectWrite,
    ProjectDelete,
    MembersWrite,
    EventsRead,
    NetworkRead,
    NetworkWrite,
    ServicesRead,
    ServicesWrite,
    TagsWrite,
    SecretsRead,
    PrivateLinkRead,
    PrivateLinkWrite,
}
