namespace Postern.Server.Store;

/// <summary>Roles as the API writes them.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["admin"] = Role.Admin, ["operator"] = Role.Operator, ["developer"] = Role.Developer, ["read_only"] = Role.ReadOnly,
    };

    public static IReadOnlyCollection<string> All => Roles.Keys;

    public static bool TryParse(string name, out Role role) => Roles.TryGetValue(name, out role);

    public static string ToWire(this Role role) => Roles.Single(r => r.Value == role).Key;
}
